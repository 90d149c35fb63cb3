; The installer for Windows, made by Inno Setup 6.3 or newer: iscc /DVersion=1.2.3 packaging\windows\photosearch.iss
; For one user, without an administrator. What the person's folders hold stays when it is uninstalled.

#ifndef Version
  #error Give the version: iscc /DVersion=1.2.3 photosearch.iss
#endif
#define Program "photosearch.exe"

[Setup]
AppId={{6F6B0C1B-5C5E-4B62-9A54-0B7F3C1C7B11}
AppName=Photosearch
AppVersion={#Version}
AppPublisher=Photosearch contributors
AppPublisherURL=https://photosearch.github.io
DefaultDirName={autopf}\Photosearch
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\installer\photosearch.ico
UninstallDisplayIcon={app}\{#Program}
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=photosearch-{#Version}-setup
Compression=lzma2/normal
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.FindSimilar=Find similar with Photosearch
de.FindSimilar=Ähnliche mit Photosearch finden
en.Menu=Offer "Find similar with Photosearch" in the Explorer
de.Menu=„Ähnliche mit Photosearch finden“ im Explorer anbieten
en.Terminal=Make the command photosearch known to terminals
de.Terminal=Den Befehl photosearch in Terminals bekannt machen

[Tasks]
Name: "menu"; Description: "{cm:Menu}"
Name: "path"; Description: "{cm:Terminal}"; Flags: unchecked
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an earlier version brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\installer\program\photosearch\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Photosearch"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\Photosearch"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
; For "Open with", which changes nothing of what a double click opens.
Root: HKCU; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Photosearch"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""
; The verb of every kind of picture: written by packaging/windows/explorer.py.
#include "..\..\build\installer\explorer.iss"
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Check: NotInPath; Tasks: path

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,Photosearch}"; Flags: nowait postinstall skipifsilent

[Code]
function PathOfUser: String;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Result) then
    Result := '';
end;

function NotInPath: Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(PathOfUser) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: String;
begin
  if Step <> usPostUninstall then
    exit;
  { Only ours goes; the rest of the person's path stays as it is. }
  Path := PathOfUser;
  if StringChangeEx(Path, ';' + ExpandConstant('{app}'), '', False) > 0 then
    RegWriteExpandStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Path);
end;
