"""What macOS is told of the application: its link, its texts, and that it is in the Dock."""

INFO_PLIST = {
    "CFBundleDisplayName": "batchdesk",
    "CFBundleDevelopmentRegion": "en",
    "CFBundleLocalizations": ["en", "zh-Hans"],
    "CFBundleURLTypes": [{"CFBundleURLName": "batchdesk", "CFBundleURLSchemes": ["batchdesk"]}],
    # False: an operator finds it in the Dock and with Cmd+Tab; the menu bar's icon is beside that, not instead of it.
    "LSUIElement": False,
    "LSMinimumSystemVersion": "12.0",
    "NSHighResolutionCapable": True,
    "NSUserNotificationAlertStyle": "alert",
    "NSLocalNetworkUsageDescription": "batchdesk connects to the batch servers you sign in to.",
}
