"""Which language the person's system speaks. Knows nothing of our catalogue."""

import os
import sys
from collections.abc import Mapping


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The locale's name, such as `zh_CN.UTF-8` or `en-GB`; empty when the system does not say.

    POSIX order: LC_ALL, LC_MESSAGES, LANG. Programs started from the Finder or the Explorer have none of them:
    there the system is asked itself.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    if sys.platform == "win32":
        return _windows_language()
    if sys.platform == "darwin":
        return _macos_language()
    return ""


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    longest = 85  # LOCALE_NAME_MAX_LENGTH
    name = ctypes.create_unicode_buffer(longest)
    return name.value if ctypes.windll.kernel32.GetUserDefaultLocaleName(name, longest) else ""


def _macos_language() -> str:
    import subprocess  # not at the starts of everybody else

    try:
        answer = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleLocale"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()
