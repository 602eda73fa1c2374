"""Which language is spoken: by our own texts, and by Qt's ('Cancel', 'Select All')."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from batchdesk.words.catalogue import Language, language, set_language

_TRANSLATOR = "texts of Qt"


def speak(code: Language | None) -> None:
    """Speak this language from now on; None: the system's. What is on the screen already keeps its words."""
    set_language(code)
    application = QCoreApplication.instance()
    assert application is not None, "make the application first"
    for old in application.findChildren(QTranslator, _TRANSLATOR):
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    translator.setObjectName(_TRANSLATOR)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and translator.load(f"qtbase_{language()}", folder):
        application.installTranslator(translator)
