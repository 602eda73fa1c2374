"""The pages of the settings by name, without the pages: whoever leads to one needs no more."""

from batchdesk.words.catalogue import translate


def page_titles() -> list[str]:
    """In the order of the dialog; a page's number is its place here."""
    return [
        translate("Settings", "Notifications"),
        translate("Settings", "Rules"),
        translate("Settings", "Look"),
        translate("Settings", "History"),
        translate("Settings", "Servers"),
        translate("Settings", "Start and close"),
    ]
