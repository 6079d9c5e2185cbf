<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- What Qt 6.11 says in English although it speaks French: words that its qtbase_fr.qm does not know. -->
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>QFileDialog</name>
    <message><source>&amp;Look in:</source><translation>&amp;Regarder dans :</translation></message>
    <message><source>Files of &amp;type:</source><translation>&amp;Type de fichiers :</translation></message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message><source>File</source><translation>Fichier</translation></message>
    <message><source>%1 File</source><translation>Fichier %1</translation></message>
    <message><source>Folder</source><translation>Dossier</translation></message>
    <message><source>Drive</source><translation>Lecteur</translation></message>
    <message><source>Unknown</source><translation>Inconnu</translation></message>
</context>
<context>
    <name>QShortcut</name>
    <message><source>Return</source><translation>Entrée</translation></message>
    <message><source>Enter</source><translation>Entrée</translation></message>
</context>
</TS>
