"""The two fonts that pictures are taken with, and no other: what a machine has besides changes nothing."""

import os
from pathlib import Path

FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "wqy-microhei.ttc")
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local" / "share" / "fonts")
NEEDED = "the fonts DejaVu and WenQuanYi Micro Hei (fonts-dejavu-core, fonts-wqy-microhei)"

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
  <alias binding="same"><family>sans-serif</family>
    <prefer><family>DejaVu Sans</family><family>WenQuanYi Micro Hei</family></prefer></alias>
  <alias binding="same"><family>monospace</family>
    <prefer><family>DejaVu Sans Mono</family><family>WenQuanYi Micro Hei Mono</family></prefer></alias>
</fontconfig>
"""


def found() -> list[Path]:
    """Where the fonts are. Fewer than FILES: this machine lacks one."""
    wanted: dict[str, Path] = dict.fromkeys(FILES, Path())
    for folder in FOLDERS:
        for path in folder.rglob("*.tt[fc]"):
            if wanted.get(path.name) == Path():
                wanted[path.name] = path
    return [path for path in wanted.values() if path != Path()]


def use_only_these(folder: Path) -> None:
    """Have this process, and those it starts, know no other fonts. Before Qt is loaded; `folder` is for this alone."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True)
    for path in found():
        (fonts / path.name).symlink_to(path)
    configuration = folder / "fonts.conf"
    configuration.write_text(_CONFIGURATION.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
