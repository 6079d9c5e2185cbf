; The installer for Windows: for one person, without administrator's rights; /S installs without a question.
; makensis -DVERSION=… -DNUMBERS=… -DSOURCE=… -DTARGET=… -DICON=… -DSIDE=… -DLICENCE=… -DSIZE=… setup.nsi

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true
RequestExecutionLevel user
Name "DGS Desk"
BrandingText "DGS Desk ${VERSION}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\DGS Desk"
InstallDirRegKey HKCU "Software\DGS Desk" "InstallDir"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\DGS Desk"
!define CLASSES "Software\Classes"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "DGS Desk va être installé pour vous seul : aucun droit d’administrateur n’est demandé.$\r$\n$\r$\nSi une version est déjà là, elle est remplacée ; vos réseaux et vos documents ne sont pas touchés."
!define MUI_FINISHPAGE_RUN "$INSTDIR\DGSDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir DGS Desk"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "DGS Desk va être retiré. Vos réseaux, leurs pièces jointes et leurs sauvegardes restent dans « $LOCALAPPDATA\DGS Desk », vos documents dans « Documents »."

!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_SUBTEXT "DGS Desk est un logiciel libre, donné sans garantie."
!define MUI_LICENSEPAGE_TEXT_TOP "La suite du texte : touche « Page suivante »."
!define MUI_LICENSEPAGE_TEXT_BOTTOM "L’installation continue si vous acceptez ces conditions."
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE folderChosen
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_SUBTEXT "Moins d’une minute le plus souvent."
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_SUBTEXT "Vos réseaux et vos documents ne sont pas touchés."
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=${LANG_FRENCH} "ProductName" "DGS Desk"
VIAddVersionKey /LANG=${LANG_FRENCH} "FileDescription" "Installation de DGS Desk"
VIAddVersionKey /LANG=${LANG_FRENCH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_FRENCH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_FRENCH} "LegalCopyright" "Licence MIT"

; Python and Qt start on Windows 10 and later only. Silent: exit code 4.
Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONEXCLAMATION "DGS Desk demande Windows 10 ou Windows 11. Rien n’a été changé." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

; Files in use cannot be replaced: say so before anything is touched. Silent: exit code 2.
!macro RefuseWhileOpen PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "DGS Desk est ouvert : fermez-le, puis recommencez. Rien n’a été changé." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Removing takes the whole of « Lib »: a folder with other things in it (a Python, say) is refused; $0 is then 1.
; Ours are those where the program is, was left half laid, or has its data beside it. Silent: exit code 3.
!macro LookAtFolder
  StrCpy $0 0
  IfFileExists "$INSTDIR\DGSDesk.exe" looked
  IfFileExists "$INSTDIR\Lib\site-packages\dgsdesk\*.*" looked
  IfFileExists "$INSTDIR\donnees\*.*" looked
  ${DirState} "$INSTDIR" $1
  StrCmp $1 1 0 looked
  StrCpy $0 1
  looked:
!macroend

!define FOREIGN "Ce dossier contient déjà autre chose que DGS Desk : choisissez un dossier vide, ou un nouveau. Rien n’a été changé."

Function folderChosen
  !insertmacro LookAtFolder
  StrCmp $0 0 ours
    MessageBox MB_OK|MB_ICONEXCLAMATION "${FOREIGN}"
    Abort
  ours:
FunctionEnd

; Only what was laid by us.
!macro RemoveProgram
  RMDir /r "$INSTDIR\Lib"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*.pyd"
  Delete "$INSTDIR\python*.zip"
  Delete "$INSTDIR\python*._pth"
  Delete "$INSTDIR\python.cat"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\dgsdesk.cdx.json"
  Delete "$INSTDIR\DGSDesk.exe"
  Delete "$INSTDIR\dgsdesk-cmd.exe"
!macroend

!macro Associate EXTENSION CLASS TITLE
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}" "" "${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\DGSDesk.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\DGSDesk.exe" "%1"'
!macroend

Section "DGS Desk"
  !insertmacro LookAtFolder
  StrCmp $0 0 ours
    MessageBox MB_OK|MB_ICONEXCLAMATION "${FOREIGN}" /SD IDOK
    SetErrorLevel 3
    Quit
  ours:
  !insertmacro RefuseWhileOpen "DGSDesk.exe"
  !insertmacro RefuseWhileOpen "dgsdesk-cmd.exe"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\desinstaller.exe"
  CreateShortcut "$SMPROGRAMS\DGS Desk.lnk" "$INSTDIR\DGSDesk.exe" "" "$INSTDIR\DGSDesk.exe" 0
  !insertmacro Associate ".dgsdesk" "DGSDesk.Dossier" "Dossier de réunion DGS Desk"
  !insertmacro Associate ".dgsdb" "DGSDesk.Network" "Réseau DGS Desk"
  WriteRegStr HKCU "Software\DGS Desk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "DGS Desk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\DGSDesk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "DGS Desk"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\desinstaller.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\desinstaller.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen "DGSDesk.exe"
  !insertmacro RefuseWhileOpen "dgsdesk-cmd.exe"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\desinstaller.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\DGS Desk.lnk"
  DeleteRegKey HKCU "${CLASSES}\DGSDesk.Dossier"
  DeleteRegKey HKCU "${CLASSES}\DGSDesk.Network"
  DeleteRegValue HKCU "${CLASSES}\.dgsdesk" ""
  DeleteRegKey /ifempty HKCU "${CLASSES}\.dgsdesk"
  DeleteRegValue HKCU "${CLASSES}\.dgsdb" ""
  DeleteRegKey /ifempty HKCU "${CLASSES}\.dgsdb"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "Software\DGS Desk" "InstallDir"
  ; The window's memory stays with the data, in the same key: a later installation finds it again.
  DeleteRegKey /ifempty HKCU "Software\DGS Desk"
  ${RefreshShellIcons}
SectionEnd
