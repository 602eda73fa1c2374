; Inno Setup 6 script: iscc /DVersion=X.Y.Z packaging\windows\batchdesk.iss
; For the one who runs it, without an administrator. Needs build\package\dist\batchdesk, made by dev.py package.
#ifndef Version
  #error Say which version: iscc /DVersion=X.Y.Z
#endif
#define Root "..\.."

[Setup]
; Never another AppId: by it an update finds what it updates.
AppId={{8C5A6B0E-6F4B-4D9C-9C0B-6B8A1C0E7D52}
AppName=batchdesk
AppVersion={#Version}
DefaultDirName={autopf}\batchdesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
SetupIconFile={#Root}\resources\icons\batchdesk.ico
UninstallDisplayIcon={app}\batchdesk.exe
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\build\package
OutputBaseFilename=batchdesk-{#Version}-setup
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
ChangesAssociations=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
en.StartAtLogin=Start hidden in the tray when I sign in to Windows
en.RemoveData=Remove the history, the settings and the logs as well?%n%nChoose No to find them again after another installation.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"
Name: "autostart"; Description: "{cm:StartAtLogin}"; Flags: unchecked

[InstallDelete]
; Files of the version before would stay beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\build\package\dist\batchdesk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
; The AppUserModelID is the one the program sets: by it Windows puts window, notifications and launcher together.
Name: "{autoprograms}\batchdesk"; Filename: "{app}\batchdesk.exe"; AppUserModelID: "batchdesk.batchdesk"
Name: "{autodesktop}\batchdesk"; Filename: "{app}\batchdesk.exe"; AppUserModelID: "batchdesk.batchdesk"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\batchdesk"; ValueType: string; ValueData: "URL:batchdesk"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\batchdesk"; ValueName: "URL Protocol"; ValueType: string; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\batchdesk\DefaultIcon"; ValueType: string; ValueData: "{app}\batchdesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\batchdesk\shell\open\command"; ValueType: string; ValueData: """{app}\batchdesk.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "batchdesk"; ValueType: string; ValueData: """{app}\batchdesk.exe"" --hidden"; Tasks: autostart; Flags: uninsdeletevalue

[Run]
Filename: "{app}\batchdesk.exe"; Description: "{cm:LaunchProgram,batchdesk}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  // The folder that platformdirs names for this program; a folder chosen with --data-dir is the person's own.
  if (Step = usPostUninstall) and DirExists(ExpandConstant('{localappdata}\batchdesk')) then
    if SuppressibleMsgBox(CustomMessage('RemoveData'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES then
      DelTree(ExpandConstant('{localappdata}\batchdesk'), True, True, True);
end;
