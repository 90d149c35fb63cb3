<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Photosearch</source>
        <translation>Über Photosearch</translation>
    </message>
    <message>
        <source>Finds the copies of a photo and the other photos of the same place, on your own computer. Nothing leaves it.</source>
        <translation>Findet die Kopien eines Fotos und die anderen Fotos desselben Ortes, auf dem eigenen Computer. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Built on Deep Image Retrieval (Revaud et al., 2019) and EfficientNet-Lite2. The map is from Natural Earth and in the public domain. Qt for Python is used under the LGPL 3.</source>
        <translation>Beruht auf Deep Image Retrieval (Revaud et al., 2019) und EfficientNet-Lite2. Die Karte stammt von Natural Earth und ist gemeinfrei. Qt for Python wird unter der LGPL 3 verwendet.</translation>
    </message>
    <message>
        <source>Newer versions: %1</source>
        <translation>Neuere Fassungen: %1</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Lizenzen …</translation>
    </message>
</context>
<context>
    <name>ActQuestion</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Nothing can be done with these photos.</source>
        <translation>Mit diesen Fotos lässt sich nichts tun.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that belong to them go along.</source>
        <translation>
            <numerusform>%n Datei, die dazugehört, geht mit.</numerusform>
            <numerusform>%n Dateien, die dazugehören, gehen mit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo takes it back, also after a restart.</source>
        <translation>„Rückgängig“ macht es ungeschehen, auch nach einem Neustart.</translation>
    </message>
    <message numerus="yes">
        <source>Copy the date and place that %n kept photo(s) lack</source>
        <translation>
            <numerusform>Datum und Ort übertragen, die %n behaltenen Foto fehlen</numerusform>
            <numerusform>Datum und Ort übertragen, die %n behaltenen Fotos fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und %Ln weiterer.</numerusform>
            <numerusform>Und %Ln weitere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s)?</source>
        <translation>
            <numerusform>%n Foto verschieben?</numerusform>
            <numerusform>%n Fotos verschieben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message numerus="yes">
        <source>Replace %n photo(s) by links to the kept ones? {0} are freed.</source>
        <translation>
            <numerusform>%n Foto durch einen Verweis auf das behaltene ersetzen? {0} werden frei.</numerusform>
            <numerusform>%n Fotos durch Verweise auf die behaltenen ersetzen? {0} werden frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s) to the trash? {0} are freed.</source>
        <translation>
            <numerusform>%n Foto in den Papierkorb legen? {0} werden frei.</numerusform>
            <numerusform>%n Fotos in den Papierkorb legen? {0} werden frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
</context>
<context>
    <name>ActWords</name>
    <message numerus="yes">
        <source>with %n file(s) that belong to them</source>
        <translation>
            <numerusform>mit %Ln Datei, die dazugehört</numerusform>
            <numerusform>mit %Ln Dateien, die dazugehören</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo moving %n photo(s) to another folder</source>
        <translation>
            <numerusform>Verschieben von %Ln Foto in einen anderen Ordner rückgängig machen</numerusform>
            <numerusform>Verschieben von %Ln Fotos in einen anderen Ordner rückgängig machen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo replacing %n photo(s) by links</source>
        <translation>
            <numerusform>Ersetzen von %Ln Foto durch einen Link rückgängig machen</numerusform>
            <numerusform>Ersetzen von %Ln Fotos durch Links rückgängig machen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo writing date and place into %n photo(s)</source>
        <translation>
            <numerusform>Schreiben von Datum und Ort in %Ln Foto rückgängig machen</numerusform>
            <numerusform>Schreiben von Datum und Ort in %Ln Fotos rückgängig machen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo moving %n photo(s) to the trash</source>
        <translation>
            <numerusform>Verschieben von %Ln Foto in den Papierkorb rückgängig machen</numerusform>
            <numerusform>Verschieben von %Ln Fotos in den Papierkorb rückgängig machen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that belong to them go with them, such as short videos and XMP files.</source>
        <translation>
            <numerusform>%Ln Datei, die dazugehört, geht mit, etwa kurze Videos und XMP-Dateien.</numerusform>
            <numerusform>%Ln Dateien, die dazugehören, gehen mit, etwa kurze Videos und XMP-Dateien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved to another folder</source>
        <translation>
            <numerusform>%Ln Foto in einen anderen Ordner verschoben</numerusform>
            <numerusform>%Ln Fotos in einen anderen Ordner verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) replaced by links</source>
        <translation>
            <numerusform>%Ln Foto durch einen Link ersetzt</numerusform>
            <numerusform>%Ln Fotos durch Links ersetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Date and place written into %n photo(s)</source>
        <translation>
            <numerusform>Datum und Ort in %Ln Foto geschrieben</numerusform>
            <numerusform>Datum und Ort in %Ln Fotos geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved to the trash</source>
        <translation>
            <numerusform>%Ln Foto in den Papierkorb verschoben</numerusform>
            <numerusform>%Ln Fotos in den Papierkorb verschoben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und %Ln weiterer.</numerusform>
            <numerusform>Und %Ln weitere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AddTile</name>
    <message>
        <source>Add another picture of the same place or thing</source>
        <translation>Weiteres Bild desselben Ortes oder Gegenstands hinzufügen</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%Ln point(s) agree</source>
        <translation>
            <numerusform>%Ln Punkt stimmt überein</numerusform>
            <numerusform>%Ln Punkte stimmen überein</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardRow</name>
    <message>
        <source>Open a picture…</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Bild einfügen</translation>
    </message>
</context>
<context>
    <name>Catcher</name>
    <message>
        <source>Something went wrong inside Photosearch. You can go on working.</source>
        <translation>In Photosearch ist ein Fehler aufgetreten. Es kann trotzdem weitergearbeitet werden.</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>How fast they change</source>
        <translation>Wie schnell gewechselt wird</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Größe der Bilder</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Im Wechsel</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Zoom and move both</source>
        <translation>Beide gemeinsam zoomen und bewegen</translation>
    </message>
    <message>
        <source>Change by itself</source>
        <translation>Von selbst wechseln</translation>
    </message>
    <message>
        <source>Lay one onto the other</source>
        <translation>Übereinanderlegen</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Gemeinsame Punkte</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Vorheriger Treffer</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>Vergleich schließen</translation>
    </message>
    <message>
        <source>Comparison: {what}</source>
        <translation>Vergleich: {what}</translation>
    </message>
</context>
<context>
    <name>CopiesHead</name>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Which to keep…</source>
        <translation>Welches behalten …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Same file</source>
        <translation>Gleiche Datei</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Serien</translation>
    </message>
    <message numerus="yes">
        <source>Trash %n photo(s)…</source>
        <translation>
            <numerusform>%n Foto wegwerfen …</numerusform>
            <numerusform>%n Fotos wegwerfen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) can go, {0} freed</source>
        <translation>
            <numerusform>%n Foto kann weg, {0} werden frei</numerusform>
            <numerusform>%n Fotos können weg, {0} werden frei</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing all photos…</source>
        <translation>Alle Fotos werden verglichen …</translation>
    </message>
    <message>
        <source>Making sure: {0} of {1}</source>
        <translation>Wird überprüft: {0} von {1}</translation>
    </message>
    <message>
        <source>Other ways to be rid of copies</source>
        <translation>Andere Wege, Kopien loszuwerden</translation>
    </message>
    <message>
        <source>Move to a folder…</source>
        <translation>In einen Ordner verschieben …</translation>
    </message>
    <message>
        <source>Replace the same files by links</source>
        <translation>Gleiche Dateien durch Verweise ersetzen</translation>
    </message>
</context>
<context>
    <name>CopiesModel</name>
    <message numerus="yes">
        <source>%n times the same file</source>
        <translation>
            <numerusform>%n-mal die gleiche Datei</numerusform>
            <numerusform>%n-mal die gleiche Datei</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos of one moment</source>
        <translation>
            <numerusform>%n Foto eines Augenblicks</numerusform>
            <numerusform>%n Fotos eines Augenblicks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies of one picture</source>
        <translation>
            <numerusform>%n Kopie eines Bildes</numerusform>
            <numerusform>%n Kopien eines Bildes</numerusform>
        </translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>choosing…</source>
        <translation>wird ausgewählt …</translation>
    </message>
    <message>
        <source>all stay</source>
        <translation>alle bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n go(es), {0} freed</source>
        <translation>
            <numerusform>%n geht, {0} werden frei</numerusform>
            <numerusform>%n gehen, {0} werden frei</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation>Doch entscheiden</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>geht</translation>
    </message>
</context>
<context>
    <name>CopiesPage</name>
    <message>
        <source>Looking for copies…</source>
        <translation>Kopien werden gesucht …</translation>
    </message>
    <message>
        <source>Nothing of the kinds chosen above</source>
        <translation>Nichts von den oben gewählten Arten</translation>
    </message>
    <message>
        <source>There is one file of every picture. Edited copies would show here, too.</source>
        <translation>Von jedem Bild gibt es eine Datei. Auch bearbeitete Kopien würden hier erscheinen.</translation>
    </message>
    <message>
        <source>No copies found</source>
        <translation>Keine Kopien gefunden</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>Soll gehen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep this one alone</source>
        <translation>Nur dieses behalten</translation>
    </message>
    <message>
        <source>No copy of the others</source>
        <translation>Keine Kopie der anderen</translation>
    </message>
    <message>
        <source>Where to move the copies</source>
        <translation>Wohin mit den Kopien</translation>
    </message>
</context>
<context>
    <name>CopiesView</name>
    <message>
        <source>Groups of copies</source>
        <translation>Gruppen von Kopien</translation>
    </message>
</context>
<context>
    <name>DateMenu</name>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jede Zeit</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add this folder to your library</source>
        <translation>Loslassen, um diesen Ordner in die Bibliothek aufzunehmen</translation>
    </message>
    <message>
        <source>Drop to find its copies and other photos of the same place</source>
        <translation>Loslassen, um Kopien und andere Fotos desselben Ortes zu finden</translation>
    </message>
    <message>
        <source>Drop here to add it to the pictures searched for</source>
        <translation>Hier loslassen, um auch nach diesem Bild zu suchen</translation>
    </message>
</context>
<context>
    <name>Earlier</name>
    <message>
        <source>Earlier</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Look at what came of {0}</source>
        <translation>Ergebnis vom {0} ansehen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with {0}</source>
        <translation>Training vom {0} fortsetzen</translation>
    </message>
    <message>
        <source>Delete the training with {0}</source>
        <translation>Training vom {0} löschen</translation>
    </message>
    <message>
        <source>Delete this training. What was learned stays in use where it is.</source>
        <translation>Dieses Training löschen. Gelerntes bleibt in Gebrauch, wo es verwendet wird.</translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message>
        <source>None of your photos says where it was taken</source>
        <translation>Kein Foto gibt an, wo es aufgenommen wurde</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Photos that say where they were taken</source>
        <translation>Fotos mit Angabe des Aufnahmeorts</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Pictures that are there more than once, and which of them to keep</source>
        <translation>Bilder, die es mehrmals gibt, und welche davon zu behalten sind</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>Ausgeschlossen: {0}</translation>
    </message>
    <message>
        <source>offline: it cannot be reached now, its photos stay in the library</source>
        <translation>offline: zurzeit nicht erreichbar, die Fotos bleiben in der Bibliothek</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird eingelesen</translation>
    </message>
    <message>
        <source>watched: new photos come in by themselves</source>
        <translation>überwacht: neue Fotos kommen von selbst hinzu</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%Ln Datei ist nicht lesbar</numerusform>
            <numerusform>%Ln Dateien sind nicht lesbar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>Name of the saved search</source>
        <translation>Name der gespeicherten Suche</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Example searches</source>
        <translation>Beispielsuchen</translation>
    </message>
    <message>
        <source>Searched for</source>
        <translation>Gesucht</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>ExcludesDialog</name>
    <message>
        <source>Leave out of “{0}”</source>
        <translation>Aus „{0}“ ausschließen</translation>
    </message>
    <message>
        <source>Files and folders with these names stay out of the library, one name a line. A * stands for any letters. The files themselves are not touched.</source>
        <translation>Dateien und Ordner mit diesen Namen bleiben außerhalb der Bibliothek, ein Name je Zeile. Ein * steht für beliebige Zeichen. Die Dateien selbst werden nicht angerührt.</translation>
    </message>
    <message>
        <source>For example:</source>
        <translation>Zum Beispiel:</translation>
    </message>
    <message>
        <source>Names to leave out, one a line</source>
        <translation>Auszuschließende Namen, einer je Zeile</translation>
    </message>
</context>
<context>
    <name>Exclusion</name>
    <message>
        <source>“{folder}” is not in the library.</source>
        <translation>„{folder}“ ist nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>“{folder}” is one of the folders you added, not one within them. To take it out of the library, remove it from the list of folders at the left.</source>
        <translation>„{folder}“ ist selbst einer der hinzugefügten Ordner. Um ihn aus der Bibliothek zu nehmen, kann er links aus der Ordnerliste entfernt werden.</translation>
    </message>
    <message>
        <source>Leave “{folder}” out of the library?</source>
        <translation>„{folder}“ aus der Bibliothek ausschließen?</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) in it and in the folders below will no longer appear here.</source>
        <translation>
            <numerusform>%Ln Foto darin und in den Ordnern darunter erscheint hier nicht mehr.</numerusform>
            <numerusform>%Ln Fotos darin und in den Ordnern darunter erscheinen hier nicht mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>The files stay where they are, untouched.</source>
        <translation>Die Dateien bleiben unberührt, wo sie sind.</translation>
    </message>
    <message>
        <source>Undo takes it in again; later, remove it from the excluded folders of “{root}”.</source>
        <translation>„Rückgängig“ nimmt ihn wieder auf; später lässt er sich aus den ausgeschlossenen Ordnern von „{root}“ entfernen.</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
</context>
<context>
    <name>ExportLine</name>
    <message>
        <source>Export everything</source>
        <translation>Alles exportieren</translation>
    </message>
    <message>
        <source>Library, settings and your networks in one ZIP file, without the photos.</source>
        <translation>Bibliothek, Einstellungen und eigene Netze in einer ZIP-Datei, ohne die Fotos.</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>{0} wird geschrieben</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Exportiert nach {0}</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>Es wurde nichts exportiert.</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>FailuresPage</name>
    <message>
        <source>Everything could be read</source>
        <translation>Alles ist lesbar</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>The files are untouched and stay where they are. Photosearch just cannot look into them.</source>
        <translation>Die Dateien bleiben unberührt, wo sie sind. Photosearch kann nur nicht hineinsehen.</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Copy the paths and reasons below as text</source>
        <translation>Die Pfade und Gründe unten als Text kopieren</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Try to read them again now</source>
        <translation>Jetzt noch einmal versuchen, sie zu lesen</translation>
    </message>
    <message>
        <source>Part of a name or folder</source>
        <translation>Teil eines Namens oder Ordners</translation>
    </message>
    <message>
        <source>Show only paths with this in them</source>
        <translation>Nur Pfade zeigen, die dies enthalten</translation>
    </message>
    <message>
        <source>Show only this reason</source>
        <translation>Nur diesen Grund zeigen</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Nicht lesbare Dateien</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>All reasons ({0})</source>
        <translation>Alle Gründe ({0})</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>Alle Kameras</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Weitere Filter</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Show only photos that are at least so much alike</source>
        <translation>Nur Fotos zeigen, die mindestens so ähnlich sind</translation>
    </message>
    <message>
        <source>{0} % alike</source>
        <translation>{0} % ähnlich</translation>
    </message>
    <message>
        <source>Size of the photos</source>
        <translation>Größe der Fotos</translation>
    </message>
    <message>
        <source>Size of the photos (Ctrl and the mouse wheel)</source>
        <translation>Größe der Fotos (Strg und Mausrad)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} selected</source>
        <translation>{0} ausgewählt</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jede Zeit</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message numerus="yes">
        <source>%Ln camera(s)</source>
        <translation>
            <numerusform>%Ln Kamera</numerusform>
            <numerusform>%Ln Kameras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kind(s)</source>
        <translation>
            <numerusform>%Ln Art</numerusform>
            <numerusform>%Ln Arten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Show its photos</source>
        <translation>Fotos zeigen</translation>
    </message>
    <message>
        <source>Open in the file manager</source>
        <translation>In der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>Look for changes now</source>
        <translation>Jetzt nach Änderungen suchen</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Ausschließen …</translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation>Aus der Bibliothek entfernen …</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>Let Photosearch learn from your places</source>
        <translation>Photosearch aus eigenen Orten lernen lassen</translation>
    </message>
    <message>
        <source>Show it which of your photos are of the same place, and it will find other photos of such places better: your garden, the towns you travel to, the churches you collect.</source>
        <translation>Wenn Photosearch weiß, welche Fotos denselben Ort zeigen, findet es weitere Fotos solcher Orte besser: den eigenen Garten, Städte von Reisen, gesammelte Kirchen.</translation>
    </message>
    <message>
        <source>Make one folder for each place and put photos of it inside: from far and near, from other sides, in other years.</source>
        <translation>Für jeden Ort einen Ordner anlegen und Fotos davon hineinlegen: von fern und nah, von verschiedenen Seiten, aus verschiedenen Jahren.</translation>
    </message>
    <message>
        <source>10 places with 6 photos each are a good beginning. More places help more than more photos of each.</source>
        <translation>10 Orte mit je 6 Fotos sind ein guter Anfang. Mehr Orte helfen mehr als mehr Fotos von jedem.</translation>
    </message>
    <message>
        <source>Your photos are only looked at. Nothing leaves this computer.</source>
        <translation>Die Fotos werden nur angesehen. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message numerus="yes">
        <source>From what you said of %n pair(s)…</source>
        <translation>
            <numerusform>Aus dem, was Sie über %n Paar gesagt haben …</numerusform>
            <numerusform>Aus dem, was Sie über %n Paare gesagt haben …</numerusform>
        </translation>
    </message>
    <message>
        <source>From the photos that you called “Same place” in your searches</source>
        <translation>Aus den Fotos, die Sie bei der Suche „Gleicher Ort“ genannt haben</translation>
    </message>
    <message>
        <source>The folder around the places</source>
        <translation>Der Ordner mit den Orten</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>No folder yet. Add one, and its photos can be searched within minutes.</source>
        <translation>Noch kein Ordner. Sobald einer hinzugefügt ist, lassen sich seine Fotos nach wenigen Minuten durchsuchen.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Ausschließen …</translation>
    </message>
    <message>
        <source>Leave something out of {0}</source>
        <translation>Etwas aus {0} ausschließen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%Ln nicht lesbar</numerusform>
            <numerusform>%Ln nicht lesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>not connected now</source>
        <translation>zurzeit nicht verbunden</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>Ausgeschlossen: {0}</translation>
    </message>
    <message>
        <source>Add a folder with photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>The new language is used after a restart.</source>
        <translation>Die neue Sprache gilt nach einem Neustart.</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Diese Arbeitsumgebung hat keinen Infobereich.</translation>
    </message>
</context>
<context>
    <name>HiddenLine</name>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>See what you said…</source>
        <translation>Ansehen, was Sie gesagt haben …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) less alike are hidden.</source>
        <translation>
            <numerusform>%Ln weniger ähnliches Foto ist ausgeblendet.</numerusform>
            <numerusform>%Ln weniger ähnliche Fotos sind ausgeblendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: you said that it is no match.</source>
        <translation>
            <numerusform>%Ln weggelassen: Sie sagten, es passt nicht.</numerusform>
            <numerusform>%Ln weggelassen: Sie sagten, sie passen nicht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexingBar</name>
    <message>
        <source>Reading of photos</source>
        <translation>Einlesen der Fotos</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%Ln nicht lesbar</numerusform>
            <numerusform>%Ln nicht lesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>See which files could not be read, and why</source>
        <translation>Ansehen, welche Dateien nicht lesbar sind, und warum</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Looking for new photos…</source>
        <translation>Neue Fotos werden gesucht …</translation>
    </message>
    <message>
        <source>Reading new photos</source>
        <translation>Neue Fotos werden eingelesen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>New photos are not being looked for</source>
        <translation>Es wird nicht nach neuen Fotos gesucht</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Auf dem neuesten Stand</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date · {0}</source>
        <translation>Auf dem neuesten Stand · {0}</translation>
    </message>
</context>
<context>
    <name>KeepRules</name>
    <message>
        <source>Never from the folder “{value}”</source>
        <translation>Nie aus dem Ordner „{value}“</translation>
    </message>
    <message>
        <source>In the folder “{value}”</source>
        <translation>Im Ordner „{value}“</translation>
    </message>
    <message>
        <source>Not in the folder “{value}”</source>
        <translation>Nicht im Ordner „{value}“</translation>
    </message>
    <message>
        <source>{value} files</source>
        <translation>{value}-Dateien</translation>
    </message>
    <message>
        <source>Other than {value} files</source>
        <translation>Andere als {value}-Dateien</translation>
    </message>
    <message>
        <source>More pixels</source>
        <translation>Mehr Pixel</translation>
    </message>
    <message>
        <source>Fewer pixels</source>
        <translation>Weniger Pixel</translation>
    </message>
    <message>
        <source>Knows its date or camera</source>
        <translation>Kennt Datum oder Kamera</translation>
    </message>
    <message>
        <source>Knows its place</source>
        <translation>Kennt den Ort</translation>
    </message>
    <message>
        <source>Taken earlier</source>
        <translation>Früher aufgenommen</translation>
    </message>
    <message>
        <source>Taken later</source>
        <translation>Später aufgenommen</translation>
    </message>
    <message>
        <source>Not named like a copy</source>
        <translation>Heißt nicht wie eine Kopie</translation>
    </message>
    <message>
        <source>Named like {value}</source>
        <translation>Heißt wie {value}</translation>
    </message>
    <message>
        <source>Not named like {value}</source>
        <translation>Heißt nicht wie {value}</translation>
    </message>
    <message>
        <source>Sharper</source>
        <translation>Schärfer</translation>
    </message>
    <message>
        <source>Larger file</source>
        <translation>Größere Datei</translation>
    </message>
    <message>
        <source>Smaller file</source>
        <translation>Kleinere Datei</translation>
    </message>
    <message>
        <source>Older file</source>
        <translation>Ältere Datei</translation>
    </message>
    <message>
        <source>Newer file</source>
        <translation>Neuere Datei</translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>Click here and press the new keys</source>
        <translation>Hier klicken und die neuen Tasten drücken</translation>
    </message>
    <message>
        <source>Use them here</source>
        <translation>Hier verwenden</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Keys of {0}</source>
        <translation>Tasten für {0}</translation>
    </message>
    <message>
        <source>Press new keys</source>
        <translation>Tasten drücken</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
    <message>
        <source>These keys belong to {0}.</source>
        <translation>Diese Tasten gehören zu {0}.</translation>
    </message>
</context>
<context>
    <name>LayoutSketch</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Garden</source>
        <translation>Garten</translation>
    </message>
    <message>
        <source>Harbour</source>
        <translation>Hafen</translation>
    </message>
    <message>
        <source>Old bridge</source>
        <translation>Alte Brücke</translation>
    </message>
    <message>
        <source>A folder with a folder of photos for each place</source>
        <translation>Ein Ordner mit einem Ordner voller Fotos für jeden Ort</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>What it is built on</source>
        <translation>Worauf es aufbaut</translation>
    </message>
    <message>
        <source>This Photosearch was not installed by an installer. The packages it uses bring their licences.</source>
        <translation>Dieses Photosearch kam nicht aus einem Installationspaket. Die Pakete, auf denen es aufbaut, bringen ihre Lizenzen mit.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Add a folder with photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>None of these photos say where they were taken.</source>
        <translation>Keines dieser Fotos gibt an, wo es aufgenommen wurde.</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Näher heran</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show %n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto zeigen</numerusform>
            <numerusform>%Ln Fotos zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of the photos</source>
        <translation>Karte der Fotos</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message numerus="yes">
        <source>%n photo(s) of the same place, as you say: remembered for good</source>
        <translation>
            <numerusform>%n Foto vom gleichen Ort, wie Sie sagen: auf Dauer gemerkt</numerusform>
            <numerusform>%n Fotos vom gleichen Ort, wie Sie sagen: auf Dauer gemerkt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) will not come up for this picture again</source>
        <translation>
            <numerusform>%n Foto kommt bei diesem Bild nicht wieder</numerusform>
            <numerusform>%n Fotos kommen bei diesem Bild nicht wieder</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>MarksDialog</name>
    <message>
        <source>What you said of photos</source>
        <translation>Was Sie über Fotos gesagt haben</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>What you say of photos counts in every search and among the copies, also after they are moved. Photosearch can learn from it, too.</source>
        <translation>Was Sie über Fotos sagen, gilt bei jeder Suche und bei den Kopien, auch nachdem sie verschoben wurden. Photosearch kann auch daraus lernen.</translation>
    </message>
    <message>
        <source>Nothing yet. “Same place” and “Not a match” are in the menu of every result.</source>
        <translation>Noch nichts. „Gleicher Ort“ und „Kein Treffer“ stehen im Menü jedes Ergebnisses.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>MarksModel</name>
    <message>
        <source>Same place</source>
        <translation>Gleicher Ort</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Kein Treffer</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Go on reading photos</source>
        <translation>Fotos weiter einlesen</translation>
    </message>
    <message>
        <source>Pause reading photos</source>
        <translation>Einlesen anhalten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Search for a picture…</source>
        <translation>Nach einem Bild suchen …</translation>
    </message>
    <message>
        <source>Search for the copied picture</source>
        <translation>Nach dem kopierten Bild suchen</translation>
    </message>
    <message>
        <source>Search for a picture on the web…</source>
        <translation>Nach einem Bild aus dem Netz suchen …</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>As a grid</source>
        <translation>Als Raster</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Auf der Karte</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>Nicht lesbare Dateien</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>Größere Bilder</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Kleinere Bilder</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>Bib&amp;liothek</translation>
    </message>
    <message>
        <source>Look for new photos now</source>
        <translation>Jetzt nach neuen Fotos suchen</translation>
    </message>
    <message>
        <source>Learn from your places…</source>
        <translation>Aus eigenen Orten lernen …</translation>
    </message>
    <message>
        <source>What you said of photos…</source>
        <translation>Was Sie über Fotos gesagt haben …</translation>
    </message>
    <message>
        <source>Networks…</source>
        <translation>Netze …</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the log folder</source>
        <translation>Protokollordner zeigen</translation>
    </message>
    <message>
        <source>About Photosearch</source>
        <translation>Über Photosearch</translation>
    </message>
    <message>
        <source>Learning… %1 %</source>
        <translation>Es wird gelernt … %1 %</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>MetadataTable</name>
    <message>
        <source>Also what is the same</source>
        <translation>Auch Gleiches zeigen</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>What the files say of themselves</source>
        <translation>Angaben aus den Dateien</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Die Dateien werden angesehen …</translation>
    </message>
    <message>
        <source>Both files say the same of themselves.</source>
        <translation>Beide Dateien machen dieselben Angaben.</translation>
    </message>
    <message>
        <source>A file that is not connected cannot be asked.</source>
        <translation>Eine nicht verbundene Datei kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>ModelCardFrame</name>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>{0} verwenden</translation>
    </message>
    <message>
        <source>Delete this network</source>
        <translation>Dieses Netz löschen</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>{0} löschen</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Mehr dazu</translation>
    </message>
    <message>
        <source>More about {0}</source>
        <translation>Mehr zu {0}</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>comes with Photosearch</source>
        <translation>kommt mit Photosearch</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>eigenes</translation>
    </message>
    <message>
        <source>looks at photos at {0} pixels</source>
        <translation>betrachtet Fotos mit {0} Pixeln</translation>
    </message>
    <message>
        <source>{0} numbers for each</source>
        <translation>je {0} Zahlen</translation>
    </message>
    <message>
        <source>All of your photos were looked at with it</source>
        <translation>Alle Fotos wurden damit betrachtet</translation>
    </message>
    <message>
        <source>No photo was looked at with it yet</source>
        <translation>Noch kein Foto wurde damit betrachtet</translation>
    </message>
    <message>
        <source>{0} of {1} photos were looked at with it</source>
        <translation>{0} von {1} Fotos wurden damit betrachtet</translation>
    </message>
    <message>
        <source>Until your photos were looked at with it, {0} answers.</source>
        <translation>Bis alle Fotos damit betrachtet sind, antwortet {0}.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Built of</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Reading the file and trying whether it gives the same results…</source>
        <translation>Die Datei wird gelesen und geprüft, ob sie dieselben Ergebnisse liefert …</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A network decides which photos are alike. With another one, your photos are looked at again. Until that is done the former one answers, and you can go back to it at any time.</source>
        <translation>Ein Netz entscheidet, welche Fotos einander ähnlich sind. Mit einem anderen werden alle Fotos noch einmal betrachtet. Bis dahin antwortet das bisherige, und es lässt sich jederzeit zu ihm zurückkehren.</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>Aus einem Ordner …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Delete network</source>
        <translation>Netz löschen</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>{0} löschen?</translation>
    </message>
    <message>
        <source>Your photos are not touched. To use it again, import it again.</source>
        <translation>Die Fotos werden nicht angerührt. Um das Netz wieder zu verwenden, muss es erneut importiert werden.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Import a network</source>
        <translation>Netz importieren</translation>
    </message>
    <message>
        <source>Networks (*.pt *.pth *.pkl *.tar *.zip)</source>
        <translation>Netze (*.pt *.pth *.pkl *.tar *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a network that was exported to a folder</source>
        <translation>Netz importieren, das in einen Ordner exportiert wurde</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Any format</source>
        <translation>Jedes Format</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Jede Größe</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Least size</source>
        <translation>Mindestgröße</translation>
    </message>
    <message>
        <source>Near the chosen photo</source>
        <translation>In der Nähe des gewählten Fotos</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Querformat</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Hochformat</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadratisch</translation>
    </message>
    <message>
        <source>At least %1 megapixels</source>
        <translation>Mindestens %1 Megapixel</translation>
    </message>
    <message>
        <source>Within %1 km</source>
        <translation>Im Umkreis von %1 km</translation>
    </message>
</context>
<context>
    <name>OpenWithMenu</name>
    <message>
        <source>Looking for programs…</source>
        <translation>Programme werden gesucht …</translation>
    </message>
    <message>
        <source>No program is set up for this</source>
        <translation>Dafür ist kein Programm eingerichtet</translation>
    </message>
    <message>
        <source>Another program…</source>
        <translation>Anderes Programm …</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Open with</source>
        <translation>Öffnen mit</translation>
    </message>
    <message>
        <source>Programs (*.app)</source>
        <translation>Programme (*.app)</translation>
    </message>
    <message>
        <source>No program is set up to open “{name}”.</source>
        <translation>Zum Öffnen von „{name}“ ist kein Programm eingerichtet.</translation>
    </message>
    <message>
        <source>{program} could not be started.</source>
        <translation>{program} konnte nicht gestartet werden.</translation>
    </message>
</context>
<context>
    <name>PartCard</name>
    <message>
        <source>Searched for: {0}</source>
        <translation>Gesucht: {0}</translation>
    </message>
    <message>
        <source>Not to be like: {0}</source>
        <translation>Soll nicht ähneln: {0}</translation>
    </message>
    <message>
        <source>Remove {0} from the search</source>
        <translation>{0} aus der Suche entfernen</translation>
    </message>
    <message>
        <source>Remove from the search (Del)</source>
        <translation>Aus der Suche entfernen (Entf)</translation>
    </message>
    <message>
        <source>Search for a part of {0}</source>
        <translation>Nach einem Teil von {0} suchen</translation>
    </message>
    <message>
        <source>Search for a part of it (Enter)</source>
        <translation>Nach einem Teil davon suchen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Look for what is like it (+)</source>
        <translation>Ähnliches suchen (+)</translation>
    </message>
    <message>
        <source>Not like this (−)</source>
        <translation>Nicht wie dieses (−)</translation>
    </message>
    <message>
        <source>A part of it: {0} × {1} pixels</source>
        <translation>Ein Teil davon: {0} × {1} Pixel</translation>
    </message>
</context>
<context>
    <name>PartDialog</name>
    <message>
        <source>Search for a part of {0}</source>
        <translation>Nach einem Teil von {0} suchen</translation>
    </message>
    <message>
        <source>Search for this part</source>
        <translation>Nach diesem Teil suchen</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Draw a frame around what you look for.</source>
        <translation>Ziehen Sie einen Rahmen um das, was Sie suchen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} Pixel</translation>
    </message>
</context>
<context>
    <name>PartView</name>
    <message>
        <source>The picture; draw a frame on it</source>
        <translation>Das Bild; ziehen Sie einen Rahmen darauf</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Choose two photos, or search for a picture first.</source>
        <translation>Zwei Fotos auswählen, oder zuerst nach einem Bild suchen.</translation>
    </message>
    <message>
        <source>This is the picture that the others are compared with.</source>
        <translation>Mit diesem Bild werden die anderen verglichen.</translation>
    </message>
    <message>
        <source>Search for a picture first.</source>
        <translation>Suchen Sie zuerst nach einem Bild.</translation>
    </message>
    <message>
        <source>This is the picture that is searched for.</source>
        <translation>Nach diesem Bild wird gesucht.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) copied</source>
        <translation>
            <numerusform>%Ln Datei kopiert</numerusform>
            <numerusform>%Ln Dateien kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s) to the trash?</source>
        <translation>
            <numerusform>%Ln Foto in den Papierkorb verschieben?</numerusform>
            <numerusform>%Ln Fotos in den Papierkorb verschieben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo puts them back where they were.</source>
        <translation>„Rückgängig“ legt sie wieder an ihren Platz.</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>“{folder}” is left out of the library</source>
        <translation>„{folder}“ ist aus der Bibliothek ausgeschlossen</translation>
    </message>
    <message>
        <source>No photo is chosen.</source>
        <translation>Kein Foto ist ausgewählt.</translation>
    </message>
    <message>
        <source>This goes with one photo at a time.</source>
        <translation>Das geht nur mit einem einzelnen Foto.</translation>
    </message>
    <message>
        <source>This goes with up to {count} photos at a time.</source>
        <translation>Das geht mit bis zu {count} Fotos auf einmal.</translation>
    </message>
    <message>
        <source>The drive or folder it is on is not connected now.</source>
        <translation>Das Laufwerk oder der Ordner ist zurzeit nicht verbunden.</translation>
    </message>
    <message>
        <source>By its name this is no photo; it is not opened, since it might be a program.</source>
        <translation>Dem Namen nach ist dies kein Foto; es wird nicht geöffnet, da es ein Programm sein könnte.</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Ähnliche suchen</translation>
    </message>
    <message>
        <source>Find similar to a part…</source>
        <translation>Ähnliche zu einem Teil finden …</translation>
    </message>
    <message>
        <source>Search for what is not like it</source>
        <translation>Suchen, was ihm nicht ähnelt</translation>
    </message>
    <message>
        <source>Exclude folder…</source>
        <translation>Ordner ausschließen …</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Add to the search</source>
        <translation>Zur Suche hinzunehmen</translation>
    </message>
    <message>
        <source>Same place</source>
        <translation>Gleicher Ort</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Kein Treffer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open with</source>
        <translation>Öffnen mit</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy file</source>
        <translation>Datei kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>PhotoModel</name>
    <message numerus="yes">
        <source>%Ln more of this burst under it (press +)</source>
        <translation>
            <numerusform>%Ln weiteres dieser Serie darunter (Taste +)</numerusform>
            <numerusform>%Ln weitere dieser Serie darunter (Taste +)</numerusform>
        </translation>
    </message>
    <message>
        <source>this photo</source>
        <translation>dieses Foto</translation>
    </message>
    <message>
        <source>{0} % alike</source>
        <translation>{0} % ähnlich</translation>
    </message>
</context>
<context>
    <name>PictureSource</name>
    <message>
        <source>The drive or folder it is on is not connected.</source>
        <translation>Das Laufwerk oder der Ordner ist nicht verbunden.</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Choose a photo to compare</source>
        <translation>Ein Foto zum Vergleichen wählen</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) came after it.</source>
        <translation>
            <numerusform>Danach kam noch %Ln Problem.</numerusform>
            <numerusform>Danach kamen noch %Ln Probleme.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Einzelheiten verbergen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Your settings could not be read. They were set aside, and Photosearch starts anew.</source>
        <translation>Die Einstellungen waren nicht lesbar. Sie wurden beiseitegelegt, und Photosearch beginnt mit neuen.</translation>
    </message>
</context>
<context>
    <name>ProgramDialog</name>
    <message>
        <source>Open with</source>
        <translation>Öffnen mit</translation>
    </message>
    <message>
        <source>Name of the program</source>
        <translation>Name des Programms</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Learning…</source>
        <translation>Es wird gelernt …</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>How well unknown places are found</source>
        <translation>Wie gut unbekannte Orte gefunden werden</translation>
    </message>
    <message>
        <source>Mistakes on what it learns</source>
        <translation>Fehler beim Gelernten</translation>
    </message>
    <message>
        <source>You can go on using Photosearch meanwhile, and close this window.</source>
        <translation>Photosearch lässt sich währenddessen weiter benutzen, und dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>What was learned so far is kept, and can be gone on with.</source>
        <translation>Das bisher Gelernte bleibt erhalten und kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird beendet …</translation>
    </message>
    <message>
        <source>Looking at photos: {0} of {1}</source>
        <translation>Fotos werden betrachtet: {0} von {1}</translation>
    </message>
    <message>
        <source>Learning: round {0} of {1}</source>
        <translation>Lernen: Runde {0} von {1}</translation>
    </message>
    <message>
        <source>Trying what was learned</source>
        <translation>Das Gelernte wird erprobt</translation>
    </message>
    <message>
        <source>Keeping what was learned</source>
        <translation>Das Gelernte wird gespeichert</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
</context>
<context>
    <name>ProofLine</name>
    <message>
        <source>Looking for points that agree…</source>
        <translation>Gemeinsame Punkte werden gesucht …</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>less than 1 %</source>
        <translation>weniger als 1 %</translation>
    </message>
    <message>
        <source>%1 differs</source>
        <translation>%1 weicht ab</translation>
    </message>
    <message>
        <source>laying one onto the other…</source>
        <translation>werden übereinandergelegt …</translation>
    </message>
</context>
<context>
    <name>ProofSource</name>
    <message>
        <source>The photos share too little to lay one onto the other.</source>
        <translation>Die Fotos haben zu wenig gemeinsam, um sie übereinanderzulegen.</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Abmessungen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtungszeit</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Blende</translation>
    </message>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>Brennweite</translation>
    </message>
    <message>
        <source>Exposure bias</source>
        <translation>Belichtungskorrektur</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Blitz</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Copyright</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>fired</source>
        <translation>ausgelöst</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>turned by 180°</source>
        <translation>um 180° gedreht</translation>
    </message>
    <message>
        <source>mirrored, turned by 180°</source>
        <translation>gespiegelt, um 180° gedreht</translation>
    </message>
    <message>
        <source>mirrored, turned by 90° to the left</source>
        <translation>gespiegelt, um 90° nach links gedreht</translation>
    </message>
    <message>
        <source>turned by 90° to the right</source>
        <translation>um 90° nach rechts gedreht</translation>
    </message>
    <message>
        <source>mirrored, turned by 90° to the right</source>
        <translation>gespiegelt, um 90° nach rechts gedreht</translation>
    </message>
    <message>
        <source>turned by 90° to the left</source>
        <translation>um 90° nach links gedreht</translation>
    </message>
    <message>
        <source>{0} mm ({1} mm on 35 mm film)</source>
        <translation>{0} mm ({1} mm bei Kleinbild)</translation>
    </message>
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Properties of {name}</source>
        <translation>Eigenschaften von {name}</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all as text</source>
        <translation>Alles als Text kopieren</translation>
    </message>
    <message>
        <source>The drive or folder it is on is not connected now.</source>
        <translation>Das Laufwerk oder der Ordner ist zurzeit nicht verbunden.</translation>
    </message>
</context>
<context>
    <name>QueryButtons</name>
    <message>
        <source>Save</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open a picture to search for</source>
        <translation>Ein Bild öffnen, um danach zu suchen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Search for the picture on the clipboard</source>
        <translation>Nach dem Bild in der Zwischenablage suchen</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>End this search</source>
        <translation>Diese Suche beenden</translation>
    </message>
    <message>
        <source>Saved. Click to remove it from the saved searches</source>
        <translation>Gespeichert. Ein Klick entfernt sie aus den gespeicherten Suchen</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
</context>
<context>
    <name>QueryStrip</name>
    <message>
        <source>What to search for</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>Up to {0} pictures can be searched for together. The others were left out.</source>
        <translation>Bis zu {0} Bilder können gemeinsam gesucht werden. Die übrigen wurden weggelassen.</translation>
    </message>
    <message>
        <source>There is no picture in what was dropped.</source>
        <translation>In dem Abgelegten ist kein Bild.</translation>
    </message>
    <message>
        <source>There is no picture to paste. Copy a picture or a photo file first.</source>
        <translation>Es gibt kein Bild zum Einfügen. Zuerst ein Bild oder eine Fotodatei kopieren.</translation>
    </message>
    <message>
        <source>Open pictures to search for</source>
        <translation>Bilder öffnen, um danach zu suchen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not there any more.</source>
        <translation>
            <numerusform>%Ln Datei ist nicht mehr da.</numerusform>
            <numerusform>%Ln Dateien sind nicht mehr da.</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture could not be taken in: {0}</source>
        <translation>Das Bild konnte nicht übernommen werden: {0}</translation>
    </message>
    <message>
        <source>Of the pictures searched for, one at least has to be wanted.</source>
        <translation>Mindestens eines der gesuchten Bilder muss erwünscht sein.</translation>
    </message>
    <message>
        <source>Saved as “{0}”, to be found on the left.</source>
        <translation>Gespeichert als „{0}“, links zu finden.</translation>
    </message>
</context>
<context>
    <name>QueryWords</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Like %1 of them, unlike %2</source>
        <translation>Wie %1 davon, nicht wie %2</translation>
    </message>
    <message>
        <source>Looking for what is like all of them</source>
        <translation>Gesucht wird, was ihnen allen ähnelt</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>A part of it, {0} × {1} pixels</source>
        <translation>Ein Teil davon, {0} × {1} Pixel</translation>
    </message>
    <message>
        <source>Drop a photo here to find its copies and other photos of the same place</source>
        <translation>Hier ein Foto ablegen, um Kopien und andere Fotos desselben Ortes zu finden</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Clear recent searches</source>
        <translation>Letzte Suchen vergessen</translation>
    </message>
    <message>
        <source>No searches yet</source>
        <translation>Noch keine Suchen</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} und %Ln weiteres</numerusform>
            <numerusform>{0} und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of {0}</source>
        <translation>Teil von {0}</translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message>
        <source>Remove a folder</source>
        <translation>Ordner entfernen</translation>
    </message>
    <message>
        <source>Remove “{0}” from the library?</source>
        <translation>„{0}“ aus der Bibliothek entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>Photosearch forgets its %n photo(s).</source>
        <translation>
            <numerusform>Photosearch vergisst sein %Ln Foto.</numerusform>
            <numerusform>Photosearch vergisst seine %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The files stay where they are, untouched, in {0}.</source>
        <translation>Die Dateien bleiben unberührt, wo sie sind: in {0}.</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek entfernen</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Searching for photos that were kept aside, this came first</source>
        <translation>Bei der Suche nach zurückgelegten Fotos kam dies zuerst</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Go back to how it was</source>
        <translation>Zum Bisherigen zurückkehren</translation>
    </message>
    <message>
        <source>It is in use.</source>
        <translation>Es ist in Gebrauch.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>Trotzdem verwenden</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>This photo</source>
        <translation>Dieses Foto</translation>
    </message>
    <message>
        <source>You said so</source>
        <translation>Ihr Wort</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Same file</source>
        <translation>Gleiche Datei</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>found by a part of the photo</source>
        <translation>über einen Teil des Fotos gefunden</translation>
    </message>
    <message>
        <source>Same place: you said so</source>
        <translation>Gleicher Ort: Ihr Wort</translation>
    </message>
    <message>
        <source>Copy: the same file</source>
        <translation>Kopie: dieselbe Datei</translation>
    </message>
    <message>
        <source>Looks alike only: %1, which may be chance</source>
        <translation>Nur ähnlich: %1, das kann Zufall sein</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Same place</source>
        <translation>Gleicher Ort</translation>
    </message>
    <message>
        <source>%1 sure</source>
        <translation>%1 sicher</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Same place or thing</source>
        <translation>Derselbe Ort oder Gegenstand</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Sieht ähnlich aus</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>Its drive is not connected now.</source>
        <translation>Das Laufwerk ist zurzeit nicht verbunden.</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Checking %1 of %2</source>
        <translation>%1 von %2 geprüft</translation>
    </message>
    <message>
        <source>Looking through your photos…</source>
        <translation>Die Fotos werden durchgesehen …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) were found, but none is that much alike.</source>
        <translation>
            <numerusform>%Ln Foto wurde gefunden, aber es ist nicht so ähnlich.</numerusform>
            <numerusform>%Ln Fotos wurden gefunden, aber keines ist so ähnlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all of them</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Nothing so similar</source>
        <translation>Nichts so Ähnliches</translation>
    </message>
    <message>
        <source>Other folders, dates or cameras may have what you are looking for.</source>
        <translation>In anderen Ordnern, zu anderen Zeiten oder von anderen Kameras findet sich vielleicht das Gesuchte.</translation>
    </message>
    <message>
        <source>No photo passes the filters</source>
        <translation>Kein Foto passt zu den Filtern</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Photos appear here as soon as the first of them are read.</source>
        <translation>Fotos erscheinen hier, sobald die ersten eingelesen sind.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>No photo of your folders looks like this one.</source>
        <translation>In den Ordnern ist kein Foto, das diesem ähnlich sieht.</translation>
    </message>
    <message>
        <source>Nothing similar found</source>
        <translation>Nichts Ähnliches gefunden</translation>
    </message>
    <message>
        <source>No photos here</source>
        <translation>Hier sind keine Fotos</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Which photo to keep</source>
        <translation>Welches Foto behalten</translation>
    </message>
    <message>
        <source>The first rule that tells one photo from the others decides. Drag them into your order.</source>
        <translation>Die erste Regel, die ein Foto vor den anderen auszeichnet, entscheidet. Ziehen Sie die Regeln in Ihre Reihenfolge.</translation>
    </message>
    <message>
        <source>Rules, the most important first</source>
        <translation>Regeln, die wichtigste zuerst</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>Files of a format</source>
        <translation>Dateien eines Formats</translation>
    </message>
    <message>
        <source>A folder for the rule</source>
        <translation>Ein Ordner für die Regel</translation>
    </message>
    <message>
        <source>Names like this</source>
        <translation>Namen wie dieser</translation>
    </message>
    <message>
        <source>A name with * for anything, such as IMG_*</source>
        <translation>Ein Name mit * für Beliebiges, etwa IMG_*</translation>
    </message>
</context>
<context>
    <name>Service</name>
    <message>
        <source>A part of Photosearch ended unexpectedly. Your photos and your library are safe.</source>
        <translation>Ein Teil von Photosearch wurde unerwartet beendet. Die Fotos und die Bibliothek sind unversehrt.</translation>
    </message>
</context>
<context>
    <name>Services</name>
    <message>
        <source>There is a network called “{name}” already.</source>
        <translation>Es gibt schon ein Netz namens „{name}“.</translation>
    </message>
    <message>
        <source>This network is in use. Choose another one first.</source>
        <translation>Dieses Netz ist in Gebrauch. Zuerst ein anderes wählen.</translation>
    </message>
    <message>
        <source>The network could not be imported: the part that does it ended unexpectedly.</source>
        <translation>Das Netz konnte nicht importiert werden: Der Programmteil dafür wurde unerwartet beendet.</translation>
    </message>
    <message>
        <source>The network could not be imported ({reason}).</source>
        <translation>Das Netz konnte nicht importiert werden ({reason}).</translation>
    </message>
    <message>
        <source>There is no model called {name}.</source>
        <translation>Es gibt kein Netz namens {name}.</translation>
    </message>
    <message>
        <source>The model in use, {name}, is gone.</source>
        <translation>Das verwendete Netz {name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Models at hand: {names}.</source>
        <translation>Vorhandene Netze: {names}.</translation>
    </message>
    <message>
        <source>{file} cannot be read, so it is not known which model is in use.</source>
        <translation>{file} ist nicht lesbar, daher ist nicht bekannt, welches Netz verwendet wird.</translation>
    </message>
    <message>
        <source>The choice could not be written to {folder} ({reason}).</source>
        <translation>Die Wahl konnte nicht in {folder} gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>There is no model in {folder}: {file} could not be read ({reason}).</source>
        <translation>In {folder} ist kein Netz: {file} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>{file} is not a model card ({reason}).</source>
        <translation>{file} ist nicht die Karte eines Netzes ({reason}).</translation>
    </message>
    <message>
        <source>The model {name} is incomplete: {reason}.</source>
        <translation>Das Netz {name} ist unvollständig: {reason}.</translation>
    </message>
    <message>
        <source>the file {file} could not be read ({reason})</source>
        <translation>die Datei {file} ist nicht lesbar ({reason})</translation>
    </message>
    <message>
        <source>The model {name} is damaged: {file} is not the file of its card.</source>
        <translation>Das Netz {name} ist beschädigt: {file} ist nicht die Datei, die auf seiner Karte steht.</translation>
    </message>
    <message>
        <source>Install Photosearch again, or import the model again if you imported it yourself.</source>
        <translation>Photosearch neu installieren oder, wenn das Netz importiert wurde, es erneut importieren.</translation>
    </message>
    <message>
        <source>The model {name} cannot be used by this version: {reason}.</source>
        <translation>Das Netz {name} kann von dieser Version nicht verwendet werden: {reason}.</translation>
    </message>
    <message>
        <source>The model {name} pools by {pooling}, which this version does not know.</source>
        <translation>Das Netz {name} bündelt mit {pooling}, was diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>The weights of the model {name} do not fit its card: {reason}</source>
        <translation>Die Gewichte des Netzes {name} passen nicht zu seiner Karte: {reason}</translation>
    </message>
    <message>
        <source>The weights of the model {name} could not be read: {reason}</source>
        <translation>Die Gewichte des Netzes {name} sind nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>The model {name} cannot be loaded by onnxruntime: {reason}</source>
        <translation>Das Netz {name} kann von onnxruntime nicht geladen werden: {reason}</translation>
    </message>
    <message>
        <source>The device {name} cannot be used: there is no such GPU, its driver is missing, or the installed PyTorch was built without it.</source>
        <translation>Das Gerät {name} kann nicht verwendet werden: Es gibt keine solche Grafikkarte, ihr Treiber fehlt, oder das installierte PyTorch unterstützt sie nicht.</translation>
    </message>
    <message>
        <source>Choose the device &apos;cpu&apos;, or install the driver and a build of PyTorch for it.</source>
        <translation>Als Gerät „cpu“ wählen, oder den Treiber und ein passendes PyTorch installieren.</translation>
    </message>
    <message>
        <source>The device {name} needs PyTorch, which is not installed: pip install &apos;photosearch[torch]&apos;, or choose the device &apos;cpu&apos;.</source>
        <translation>Das Gerät {name} braucht PyTorch, das nicht installiert ist: pip install &apos;photosearch[torch]&apos;, oder als Gerät „cpu“ wählen.</translation>
    </message>
    <message>
        <source>The GPU has too little free memory for the network: close other programs that use it, or choose the device &apos;cpu&apos;.</source>
        <translation>Die Grafikkarte hat zu wenig freien Speicher für das Netz: Andere Programme schließen, die sie benutzen, oder als Gerät „cpu“ wählen.</translation>
    </message>
    <message>
        <source>{name} is cut short or damaged.</source>
        <translation>{name} ist unvollständig oder beschädigt.</translation>
    </message>
    <message>
        <source>{name} is cut short or damaged ({reason}).</source>
        <translation>{name} ist unvollständig oder beschädigt ({reason}).</translation>
    </message>
    <message>
        <source>{name} is cut short or damaged: it has no {part}.</source>
        <translation>{name} ist unvollständig oder beschädigt: {part} fehlt.</translation>
    </message>
    <message>
        <source>{name} is cut short or damaged: it has no sound {part}.</source>
        <translation>{name} ist unvollständig oder beschädigt: {part} ist nicht heil.</translation>
    </message>
    <message>
        <source>{name} is damaged or of another kind ({reason}).</source>
        <translation>{name} ist beschädigt oder von anderer Art ({reason}).</translation>
    </message>
    <message>
        <source>{name} is damaged or locked: {part} cannot be unpacked ({reason}).</source>
        <translation>{name} ist beschädigt oder gesperrt: {part} lässt sich nicht entpacken ({reason}).</translation>
    </message>
    <message>
        <source>{name} is damaged: the list of its tensors cannot be read.</source>
        <translation>{name} ist beschädigt: Die Liste der Tensoren ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The checkpoint is damaged: a tensor reaches beyond its data.</source>
        <translation>Die Datei ist beschädigt: Ein Tensor reicht über seine Daten hinaus.</translation>
    </message>
    <message>
        <source>The checkpoint is damaged: a tensor has less data than it says.</source>
        <translation>Die Datei ist beschädigt: Ein Tensor hat weniger Daten, als er angibt.</translation>
    </message>
    <message>
        <source>{name} holds more than any checkpoint needs: it is not unpacked.</source>
        <translation>{name} enthält mehr, als ein Netz braucht, und wird nicht entpackt.</translation>
    </message>
    <message>
        <source>{name} is larger than any checkpoint: it is not read.</source>
        <translation>{name} ist größer als jedes Netz und wird nicht gelesen.</translation>
    </message>
    <message>
        <source>{name} has more instructions than any such file needs.</source>
        <translation>{name} hat mehr Anweisungen, als eine solche Datei braucht.</translation>
    </message>
    <message>
        <source>{name} asks for more work than any file of its size needs.</source>
        <translation>{name} verlangt mehr Arbeit als jede Datei dieser Größe.</translation>
    </message>
    <message>
        <source>{name} asks for {part}, which is no data.</source>
        <translation>{name} verlangt {part}, und das sind keine Daten.</translation>
    </message>
    <message>
        <source>It was not imported, and nothing in it was run: it may have been made to harm you.</source>
        <translation>Die Datei wurde nicht importiert und nichts darin ausgeführt: Sie könnte in böser Absicht gemacht sein.</translation>
    </message>
    <message>
        <source>{name} is a zip archive with {found} (.pt or .pth) in it; one is needed.</source>
        <translation>{name} ist ein ZIP-Archiv mit {found} (.pt oder .pth); nötig ist genau eines.</translation>
    </message>
    <message>
        <source>{name} is a zip archive, but not of a torch checkpoint.</source>
        <translation>{name} ist ein ZIP-Archiv, aber kein Netz von torch.</translation>
    </message>
    <message>
        <source>{name} is a pickle, but not of a torch checkpoint.</source>
        <translation>{name} ist eine Pickle-Datei, aber kein Netz von torch.</translation>
    </message>
    <message>
        <source>{name} is a TorchScript program, not a checkpoint: it is not run.</source>
        <translation>{name} ist ein TorchScript-Programm und kein Netz: Es wird nicht ausgeführt.</translation>
    </message>
    <message>
        <source>{name} is no checkpoint: neither a zip archive nor a pickle of torch.</source>
        <translation>{name} ist kein Netz: weder ein ZIP-Archiv noch eine Pickle-Datei von torch.</translation>
    </message>
    <message>
        <source>{name} was saved by torch 0.1 or is no checkpoint: a later torch must save it anew first.</source>
        <translation>{name} wurde mit torch 0.1 gespeichert oder ist kein Netz: Ein neueres torch muss es zuerst neu speichern.</translation>
    </message>
    <message>
        <source>{name} was saved by a big-endian computer, which is not supported.</source>
        <translation>{name} wurde auf einem Big-Endian-Rechner gespeichert; das wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>{name} was saved by an unknown version of torch.</source>
        <translation>{name} wurde mit einer unbekannten Version von torch gespeichert.</translation>
    </message>
    <message>
        <source>{name} is a file of torch, but no checkpoint of a known kind: it has neither &apos;model_options&apos; (deep-image-retrieval) nor &apos;meta&apos; (cirtorch) beside its &apos;state_dict&apos;, nor is it nothing but the weights of a backbone.</source>
        <translation>{name} ist eine Datei von torch, aber kein Netz bekannter Art: Neben &apos;state_dict&apos; fehlen sowohl &apos;model_options&apos; (deep-image-retrieval) als auch &apos;meta&apos; (cirtorch), und es sind auch nicht nur die Gewichte eines Grundnetzes.</translation>
    </message>
    <message>
        <source>The checkpoint cannot be imported: {reason}.</source>
        <translation>Das Netz kann nicht importiert werden: {reason}.</translation>
    </message>
    <message>
        <source>An imported model then runs without it.</source>
        <translation>Ein importiertes Netz läuft danach ohne es.</translation>
    </message>
    <message>
        <source>This training is going on. Stop it first.</source>
        <translation>Dieses Training läuft gerade. Es muss zuerst beendet werden.</translation>
    </message>
    <message>
        <source>This training is not finished: go on with it first.</source>
        <translation>Dieses Training ist nicht abgeschlossen und muss zuerst fortgesetzt werden.</translation>
    </message>
    <message>
        <source>There is no training {name} any more.</source>
        <translation>Das Training {name} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The training could not be kept in {folder} ({reason}).</source>
        <translation>Das Training konnte nicht in {folder} gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>Free some space there.</source>
        <translation>Dort muss Platz geschaffen werden.</translation>
    </message>
    <message>
        <source>None of the photos can be read any more.</source>
        <translation>Keines der Fotos ist mehr lesbar.</translation>
    </message>
    <message>
        <source>Training needs PyTorch, which this installation of Photosearch lacks.</source>
        <translation>Zum Trainieren wird PyTorch gebraucht, das in dieser Installation von Photosearch fehlt.</translation>
    </message>
    <message>
        <source>At least {count} places with two photos each are needed, and photos that can be read.</source>
        <translation>Nötig sind mindestens {count} Orte mit je zwei Fotos, und die Fotos müssen lesbar sein.</translation>
    </message>
    <message>
        <source>{folder} is not a folder.</source>
        <translation>{folder} ist kein Ordner.</translation>
    </message>
    <message>
        <source>There are no photos in {folder}.</source>
        <translation>In {folder} sind keine Fotos.</translation>
    </message>
    <message>
        <source>{folder} needs at least two folders with at least two photos each, one folder for each place.</source>
        <translation>In {folder} müssen mindestens zwei Ordner mit je mindestens zwei Fotos sein, ein Ordner je Ort.</translation>
    </message>
    <message>
        <source>This network has no projection to train: train all of it instead.</source>
        <translation>Dieses Netz hat keine Projektion zum Trainieren: Stattdessen kann es im Ganzen trainiert werden.</translation>
    </message>
    <message>
        <source>This network has no {name} of the shape {shape}.</source>
        <translation>Dieses Netz hat kein {name} der Form {shape}.</translation>
    </message>
    <message>
        <source>The written network does not compute what it should (cosine {worst}, needed {least}): nothing was written.</source>
        <translation>Das geschriebene Netz rechnet nicht, was es soll (Kosinus {worst}, nötig {least}): Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The exported graph does not compute what the network does (cosine {worst}, needed {least}): nothing was written.</source>
        <translation>Der exportierte Graph rechnet nicht dasselbe wie das Netz (Kosinus {worst}, nötig {least}): Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The checkpoint could not be written to {folder} ({reason}); make room and go on with --resume.</source>
        <translation>Der Zwischenstand konnte nicht in {folder} gespeichert werden ({reason}); Platz schaffen und das Training fortsetzen.</translation>
    </message>
    <message>
        <source>The checkpoint {file} is damaged ({reason}): delete it.</source>
        <translation>Der Zwischenstand {file} ist beschädigt ({reason}) und sollte gelöscht werden.</translation>
    </message>
    <message>
        <source>The model {name} changed since this run began: begin a new one.</source>
        <translation>Das Netz {name} hat sich seit Beginn dieses Trainings geändert: Es muss neu begonnen werden.</translation>
    </message>
    <message>
        <source>The photos in {folder}, or those to measure on, changed since this run began: it cannot go on exactly as it would have.</source>
        <translation>Die Fotos in {folder} oder die zum Messen haben sich seit Beginn dieses Trainings geändert: Es kann nicht genauso weitergehen.</translation>
    </message>
    <message>
        <source>Begin a new one.</source>
        <translation>Es muss neu begonnen werden.</translation>
    </message>
    <message>
        <source>The run in {folder} is going on in another process.</source>
        <translation>Das Training in {folder} läuft schon in einem anderen Prozess.</translation>
    </message>
    <message>
        <source>{file} is not the record of a run ({reason}).</source>
        <translation>{file} ist nicht die Aufzeichnung eines Trainings ({reason}).</translation>
    </message>
    <message>
        <source>The gradients overflow in float16 at any scale.</source>
        <translation>Die Gradienten sind für float16 in jeder Skalierung zu groß.</translation>
    </message>
    <message>
        <source>The loss of update {step} is {loss}: the learning rate {rate} is too high for these photos.</source>
        <translation>Der Verlust bei Schritt {step} ist {loss}: Die Lernrate {rate} ist für diese Fotos zu hoch.</translation>
    </message>
    <message>
        <source>Start again with a lower one.</source>
        <translation>Mit einer niedrigeren neu beginnen.</translation>
    </message>
    <message>
        <source>The pixels of the photos could not be kept in {folder} ({reason}): make room on that disk, or set XDG_CACHE_HOME to a folder on another.</source>
        <translation>Die Pixel der Fotos konnten nicht in {folder} gespeichert werden ({reason}): Auf diesem Laufwerk Platz schaffen, oder XDG_CACHE_HOME auf einen Ordner eines anderen setzen.</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Das ist nicht erlaubt</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein Platz mehr auf dem Laufwerk</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Laufwerk ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Lese- oder Schreibfehler</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Die Datei gibt es schon</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Die Datei ist zu groß</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Das ist ein Ordner</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Das ist kein Ordner</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>Der Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Gerade anderweitig in Benutzung</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Zu viele geöffnete Dateien</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>Keine Antwort von der Gegenstelle</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>Die Verbindung zur Netzwerkfreigabe ist veraltet</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>Die Netzwerkfreigabe ist nicht verbunden</translation>
    </message>
    <message>
        <source>the file is cut short or damaged</source>
        <translation>die Datei ist unvollständig oder beschädigt</translation>
    </message>
    <message>
        <source>not a picture in a format Photosearch knows</source>
        <translation>kein Bild in einem Format, das Photosearch kennt</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the file does not exist</source>
        <translation>die Datei gibt es nicht</translation>
    </message>
    <message>
        <source>the file does not exist, or the link leads nowhere</source>
        <translation>die Datei gibt es nicht, oder die Verknüpfung führt ins Leere</translation>
    </message>
    <message>
        <source>there is no permission to read the file</source>
        <translation>die Berechtigung zum Lesen der Datei fehlt</translation>
    </message>
    <message>
        <source>the link leads in a circle</source>
        <translation>die Verknüpfung führt im Kreis</translation>
    </message>
    <message>
        <source>the file name is too long</source>
        <translation>der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>the file could not be read: {reason}</source>
        <translation>die Datei konnte nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>Lese- oder Schreibfehler</translation>
    </message>
    <message>
        <source>there was not enough memory to open the picture</source>
        <translation>der Arbeitsspeicher reichte nicht, um das Bild zu öffnen</translation>
    </message>
    <message>
        <source>the picture is too large to open safely</source>
        <translation>das Bild ist zu groß, um es gefahrlos zu öffnen</translation>
    </message>
    <message>
        <source>the file is too large to open safely ({size} MB; the limit is {limit} MB)</source>
        <translation>die Datei ist zu groß, um sie gefahrlos zu öffnen ({size} MB; die Grenze liegt bei {limit} MB)</translation>
    </message>
    <message>
        <source>the picture is too large to open safely ({size} megapixels; the limit for {format} is {limit})</source>
        <translation>das Bild ist zu groß, um es gefahrlos zu öffnen ({size} Megapixel; die Grenze für {format} liegt bei {limit})</translation>
    </message>
    <message>
        <source>opening the picture took longer than {limit} seconds</source>
        <translation>das Öffnen des Bildes dauerte länger als {limit} Sekunden</translation>
    </message>
    <message>
        <source>the program part that opens pictures broke down on this file</source>
        <translation>der Programmteil, der Bilder öffnet, ist an dieser Datei gescheitert</translation>
    </message>
    <message>
        <source>the file was changed while it was being read</source>
        <translation>die Datei wurde während des Lesens geändert</translation>
    </message>
    <message>
        <source>this is a folder, not a file</source>
        <translation>dies ist ein Ordner und keine Datei</translation>
    </message>
    <message>
        <source>this is a device or a channel between programs, not a file</source>
        <translation>dies ist ein Gerät oder ein Kanal zwischen Programmen und keine Datei</translation>
    </message>
    <message>
        <source>the region is empty: its width and height must be at least 1 pixel</source>
        <translation>der Ausschnitt ist leer: Breite und Höhe müssen mindestens 1 Pixel sein</translation>
    </message>
    <message>
        <source>the region lies outside the picture, which is {width} x {height} pixels</source>
        <translation>der Ausschnitt liegt außerhalb des Bildes von {width} x {height} Pixeln</translation>
    </message>
    <message>
        <source>The list of your photos is damaged. The photos themselves are not affected. Photosearch can make the list anew from what is left of it.</source>
        <translation>Das Verzeichnis der Fotos ist beschädigt. Die Fotos selbst sind nicht betroffen. Photosearch kann das Verzeichnis aus dem, was übrig ist, neu aufbauen.</translation>
    </message>
    <message>
        <source>The disk that holds the list of your photos is full. Nothing is lost: free some space, and Photosearch goes on.</source>
        <translation>Das Laufwerk mit dem Verzeichnis der Fotos ist voll. Nichts ist verloren: Sobald wieder Platz ist, macht Photosearch weiter.</translation>
    </message>
    <message>
        <source>The folder in which Photosearch keeps its list of photos cannot be written to.</source>
        <translation>In den Ordner, in dem Photosearch sein Verzeichnis der Fotos führt, kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The list of your photos cannot be opened. Check that the folder it is in can be read and written.</source>
        <translation>Das Verzeichnis der Fotos lässt sich nicht öffnen. Der Ordner, in dem es liegt, muss les- und beschreibbar sein.</translation>
    </message>
    <message>
        <source>Another program keeps the list of your photos busy. Try again in a moment.</source>
        <translation>Ein anderes Programm belegt das Verzeichnis der Fotos. Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Reading or writing the list of your photos failed. Check the disk it is on and the space left there.</source>
        <translation>Das Verzeichnis der Fotos konnte nicht gelesen oder geschrieben werden. Das Laufwerk und der freie Platz darauf sollten geprüft werden.</translation>
    </message>
    <message>
        <source>Your photos were listed by a newer Photosearch than this one. Update Photosearch to use them.</source>
        <translation>Das Verzeichnis der Fotos stammt von einem neueren Photosearch. Um es zu verwenden, muss Photosearch aktualisiert werden.</translation>
    </message>
    <message>
        <source>The file that should hold the list of your photos was made by another program.</source>
        <translation>Die Datei, in der das Verzeichnis der Fotos sein sollte, stammt von einem anderen Programm.</translation>
    </message>
    <message>
        <source>Another Photosearch is changing the list of your photos. This one goes on when it is done.</source>
        <translation>Ein anderes Photosearch ändert gerade das Verzeichnis der Fotos. Danach geht es hier weiter.</translation>
    </message>
    <message>
        <source>Waiting until the computer is not busy with other things.</source>
        <translation>Wartet, bis der Computer nicht mehr anderweitig beschäftigt ist.</translation>
    </message>
    <message>
        <source>Something went wrong inside Photosearch ({error}).</source>
        <translation>In Photosearch ist ein Fehler aufgetreten ({error}).</translation>
    </message>
    <message>
        <source>There is no library in {folder} yet.</source>
        <translation>In {folder} gibt es noch keine Bibliothek.</translation>
    </message>
    <message>
        <source>{folder} is not in a folder of this library.</source>
        <translation>{folder} liegt in keinem Ordner dieser Bibliothek.</translation>
    </message>
    <message>
        <source>The library {folder} cannot be written to ({reason}).</source>
        <translation>In die Bibliothek {folder} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>The vector index could not be written ({reason}); searching works, but starts slower.</source>
        <translation>Der Suchindex konnte nicht gespeichert werden ({reason}); die Suche geht, beginnt aber langsamer.</translation>
    </message>
    <message>
        <source>“{name}” is not a folder.</source>
        <translation>„{name}“ ist kein Ordner.</translation>
    </message>
    <message>
        <source>“{name}” cannot be reached.</source>
        <translation>„{name}“ ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>“{name}” is left out of the library: it, or a folder it lies in, is hidden or excluded.</source>
        <translation>„{name}“ bleibt außerhalb der Bibliothek: Der Ordner oder einer, in dem er liegt, ist versteckt oder ausgeschlossen.</translation>
    </message>
    <message>
        <source>“{name}” is one of your folders: remove it from the library instead.</source>
        <translation>„{name}“ ist selbst einer der hinzugefügten Ordner und kann aus der Bibliothek entfernt werden.</translation>
    </message>
    <message>
        <source>“{name}” is not one of the library&apos;s folders any more.</source>
        <translation>„{name}“ gehört nicht mehr zu den Ordnern der Bibliothek.</translation>
    </message>
    <message>
        <source>“{name}” is not in one of the library&apos;s folders.</source>
        <translation>„{name}“ liegt in keinem Ordner der Bibliothek.</translation>
    </message>
    <message>
        <source>The part that opens photos cannot start: {reason}</source>
        <translation>Der Programmteil, der Fotos öffnet, startet nicht: {reason}</translation>
    </message>
    <message>
        <source>The part that opens photos cannot start (exit code {code}).</source>
        <translation>Der Programmteil, der Fotos öffnet, startet nicht (Rückgabewert {code}).</translation>
    </message>
    <message>
        <source>“{name}” cannot be searched for: {reason}.</source>
        <translation>Nach „{name}“ kann nicht gesucht werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be shown: {reason}.</source>
        <translation>„{name}“ kann nicht gezeigt werden: {reason}.</translation>
    </message>
    <message>
        <source>The results cannot be verified: {reason}.</source>
        <translation>Die Treffer können nicht geprüft werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be compared: {reason}.</source>
        <translation>„{name}“ kann nicht verglichen werden: {reason}.</translation>
    </message>
    <message>
        <source>This photo is not in the library any more.</source>
        <translation>Dieses Foto ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved to the trash: the drive {drive} has none. Nothing was deleted.</source>
        <translation>„{name}“ kann nicht in den Papierkorb verschoben werden: Das Laufwerk {drive} hat keinen. Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved to the trash: its folder is write-protected. Nothing was deleted.</source>
        <translation>„{name}“ kann nicht in den Papierkorb verschoben werden: Der Ordner ist schreibgeschützt. Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved to the trash: it is write-protected. Nothing was deleted.</source>
        <translation>„{name}“ kann nicht in den Papierkorb verschoben werden: Die Datei ist schreibgeschützt. Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved to the trash: its drive is write-protected. Nothing was deleted.</source>
        <translation>„{name}“ kann nicht in den Papierkorb verschoben werden: Das Laufwerk ist schreibgeschützt. Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” could not be moved to the trash ({reason}). Nothing was deleted.</source>
        <translation>„{name}“ konnte nicht in den Papierkorb verschoben werden ({reason}). Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>“{name}” cannot be put back: there is another file of that name now. It is still in the trash.</source>
        <translation>„{name}“ kann nicht zurückgelegt werden: Es gibt dort jetzt eine andere Datei dieses Namens. Das Foto ist noch im Papierkorb.</translation>
    </message>
    <message>
        <source>“{name}” could not be put back ({reason}). It is still in the trash.</source>
        <translation>„{name}“ konnte nicht zurückgelegt werden ({reason}). Das Foto ist noch im Papierkorb.</translation>
    </message>
    <message>
        <source>“{name}” can only be put back from the trash itself.</source>
        <translation>„{name}“ lässt sich nur aus dem Papierkorb selbst zurücklegen.</translation>
    </message>
    <message>
        <source>“{name}” is no longer in the trash.</source>
        <translation>„{name}“ ist nicht mehr im Papierkorb.</translation>
    </message>
    <message>
        <source>“{name}” is a folder. Only photos are moved to the trash.</source>
        <translation>„{name}“ ist ein Ordner. Nur Fotos werden in den Papierkorb verschoben.</translation>
    </message>
    <message>
        <source>“{name}” is not there any more ({reason}).</source>
        <translation>„{name}“ ist nicht mehr da ({reason}).</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}). Choose another place or free some space.</source>
        <translation>{name} konnte nicht geschrieben werden ({reason}). Einen anderen Ort wählen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>{name} could not be deleted ({reason}). Close what uses it and try again.</source>
        <translation>{name} konnte nicht gelöscht werden ({reason}). Schließen, was es benutzt, und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}).</source>
        <translation>{name} konnte nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>{name} could not be deleted ({reason}).</source>
        <translation>{name} konnte nicht gelöscht werden ({reason}).</translation>
    </message>
    <message>
        <source>{name} could not be read ({reason}).</source>
        <translation>{name} konnte nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>a link to a folder of another name</source>
        <translation>eine Verknüpfung zu einem Ordner mit anderem Namen</translation>
    </message>
    <message>
        <source>What “{name}” was before is no longer there.</source>
        <translation>Was „{name}“ vorher war, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{name}” cannot be put back: there is another file of that name now.</source>
        <translation>„{name}“ kann nicht zurückgelegt werden: Dort liegt jetzt eine andere Datei dieses Namens.</translation>
    </message>
    <message>
        <source>“{name}” is a link already, or leads to one. It stays as it is.</source>
        <translation>„{name}“ ist schon eine Verknüpfung oder führt zu einer. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>in the protected folder “{value}”</source>
        <translation>im geschützten Ordner „{value}“</translation>
    </message>
    <message>
        <source>not in a protected folder</source>
        <translation>nicht in einem geschützten Ordner</translation>
    </message>
    <message>
        <source>in the folder “{value}”</source>
        <translation>im Ordner „{value}“</translation>
    </message>
    <message>
        <source>not in the folder “{value}”</source>
        <translation>nicht im Ordner „{value}“</translation>
    </message>
    <message>
        <source>a {value} file</source>
        <translation>eine {value}-Datei</translation>
    </message>
    <message>
        <source>not a {value} file</source>
        <translation>keine {value}-Datei</translation>
    </message>
    <message>
        <source>larger: {width} x {height}</source>
        <translation>größer: {width} × {height}</translation>
    </message>
    <message>
        <source>smaller: {width} x {height}</source>
        <translation>kleiner: {width} × {height}</translation>
    </message>
    <message>
        <source>has its date or camera</source>
        <translation>mit Datum oder Kamera</translation>
    </message>
    <message>
        <source>has neither date nor camera</source>
        <translation>ohne Datum und Kamera</translation>
    </message>
    <message>
        <source>has its place</source>
        <translation>mit Ort</translation>
    </message>
    <message>
        <source>has no place</source>
        <translation>ohne Ort</translation>
    </message>
    <message>
        <source>taken earlier</source>
        <translation>früher aufgenommen</translation>
    </message>
    <message>
        <source>taken later</source>
        <translation>später aufgenommen</translation>
    </message>
    <message>
        <source>named like an original</source>
        <translation>heißt wie ein Original</translation>
    </message>
    <message>
        <source>named like a copy</source>
        <translation>heißt wie eine Kopie</translation>
    </message>
    <message>
        <source>named like {value}</source>
        <translation>heißt wie {value}</translation>
    </message>
    <message>
        <source>not named like {value}</source>
        <translation>heißt nicht wie {value}</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>schärfer</translation>
    </message>
    <message>
        <source>less sharp</source>
        <translation>weniger scharf</translation>
    </message>
    <message>
        <source>larger file</source>
        <translation>größere Datei</translation>
    </message>
    <message>
        <source>smaller file</source>
        <translation>kleinere Datei</translation>
    </message>
    <message>
        <source>older file</source>
        <translation>ältere Datei</translation>
    </message>
    <message>
        <source>newer file</source>
        <translation>neuere Datei</translation>
    </message>
    <message>
        <source>the first among equals</source>
        <translation>das erste unter gleichen</translation>
    </message>
    <message>
        <source>as good as the one that is kept</source>
        <translation>genauso gut wie das, das bleibt</translation>
    </message>
    <message>
        <source>not reachable now, so nothing is done with it</source>
        <translation>gerade nicht erreichbar, bleibt also unberührt</translation>
    </message>
    <message>
        <source>the only one with a RAW file</source>
        <translation>das einzige mit einer RAW-Datei</translation>
    </message>
    <message>
        <source>although {reason}</source>
        <translation>obwohl {reason}</translation>
    </message>
    <message>
        <source>no longer in the library</source>
        <translation>nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>“{name}” is not there any more.</source>
        <translation>„{name}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{name}” was changed since Photosearch read it.</source>
        <translation>„{name}“ wurde geändert, seit Photosearch es gelesen hat.</translation>
    </message>
    <message>
        <source>The photo to keep, “{name}”, was changed since Photosearch read it.</source>
        <translation>Das Foto, das bleiben soll, „{name}“, wurde geändert, seit Photosearch es gelesen hat.</translation>
    </message>
    <message>
        <source>“{name}” is the photo that is kept, reached by another way.</source>
        <translation>„{name}“ ist das Foto, das behalten wird, nur auf anderem Weg erreicht.</translation>
    </message>
    <message>
        <source>“{name}” lies in a protected folder.</source>
        <translation>„{name}“ liegt in einem geschützten Ordner.</translation>
    </message>
    <message>
        <source>The photo to keep, “{name}”, is not there any more.</source>
        <translation>Das Foto, das bleiben soll, „{name}“, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{name}” is not the same file as the one that is kept: it cannot be a link.</source>
        <translation>„{name}“ ist nicht die gleiche Datei wie die, die behalten wird: ein Link kann sie nicht werden.</translation>
    </message>
    <message>
        <source>“{name}” and the photo that is kept are one file already.</source>
        <translation>„{name}“ und das Foto, das bleibt, sind schon dieselbe Datei.</translation>
    </message>
    <message>
        <source>“{name}” is a link already.</source>
        <translation>„{name}“ ist schon ein Link.</translation>
    </message>
    <message>
        <source>“{name}” is on another drive than the photo that is kept.</source>
        <translation>„{name}“ liegt auf einem anderen Laufwerk als das Foto, das behalten wird.</translation>
    </message>
    <message>
        <source>“{name}” is on another drive than the photo that is kept: a hard link cannot lead there.</source>
        <translation>„{name}“ liegt auf einem anderen Laufwerk als das Foto, das bleibt: Ein harter Link kann nicht dorthin führen.</translation>
    </message>
    <message>
        <source>“{name}” does not hold the same as the photo that is kept. It stays as it is.</source>
        <translation>„{name}“ enthält nicht dasselbe wie das Foto, das bleibt. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>“{name}” was changed just now. It stays as it is.</source>
        <translation>„{name}“ wurde gerade eben geändert. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>“{name}” stays as it is: its drive has no hard links.</source>
        <translation>„{name}“ bleibt, wie es ist: Auf seinem Laufwerk gibt es keine harten Links.</translation>
    </message>
    <message>
        <source>“{name}” could not be replaced by a link ({reason}). It stays as it is.</source>
        <translation>„{name}“ konnte nicht durch einen Link ersetzt werden ({reason}). Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>“{name}” is a link: nothing is written through it.</source>
        <translation>„{name}“ ist eine Verknüpfung: Durch sie wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>“{name}” was changed just now. Nothing was written into it.</source>
        <translation>„{name}“ wurde gerade eben geändert. Es wurde nichts hineingeschrieben.</translation>
    </message>
    <message>
        <source>“{name}” was changed since. It stays as it is.</source>
        <translation>„{name}“ wurde seitdem geändert. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>There is nothing to copy into “{name}”: it has date and place already.</source>
        <translation>Für „{name}“ gibt es nichts zu übernehmen: Datum und Ort sind schon da.</translation>
    </message>
    <message>
        <source>Nothing was written into “{name}”: {reason}.</source>
        <translation>In „{name}“ wurde nichts geschrieben: {reason}.</translation>
    </message>
    <message>
        <source>date and place can only be written into JPEG files, not into {format}</source>
        <translation>Datum und Ort lassen sich nur in JPEG-Dateien schreiben, nicht in {format}</translation>
    </message>
    <message>
        <source>what it says of itself is damaged</source>
        <translation>die Angaben in der Datei sind beschädigt</translation>
    </message>
    <message>
        <source>there is no room left for it in the file</source>
        <translation>in der Datei ist dafür kein Platz mehr</translation>
    </message>
    <message>
        <source>the file holds several pictures</source>
        <translation>die Datei enthält mehrere Bilder</translation>
    </message>
    <message>
        <source>it is no JPEG file</source>
        <translation>es ist keine JPEG-Datei</translation>
    </message>
    <message>
        <source>the date is not one</source>
        <translation>das Datum ist keines</translation>
    </message>
    <message>
        <source>Date and place of “{name}” cannot be read: {reason}.</source>
        <translation>Datum und Ort von „{name}“ können nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is in that folder already.</source>
        <translation>„{name}“ ist schon in diesem Ordner.</translation>
    </message>
    <message>
        <source>“{name}” was not moved: there is another file of that name now.</source>
        <translation>„{name}“ wurde nicht verschoben: Dort liegt jetzt eine andere Datei dieses Namens.</translation>
    </message>
    <message>
        <source>“{name}” could not be moved ({reason}). It is where it was.</source>
        <translation>„{name}“ konnte nicht verschoben werden ({reason}). Es ist, wo es war.</translation>
    </message>
    <message>
        <source>“{name}” is no longer where it was moved to.</source>
        <translation>„{name}“ ist nicht mehr dort, wohin es verschoben wurde.</translation>
    </message>
    <message>
        <source>“{name}” cannot be moved back: there is another file of that name now.</source>
        <translation>„{name}“ kann nicht zurückverschoben werden: Dort liegt jetzt eine andere Datei dieses Namens.</translation>
    </message>
    <message>
        <source>“{name}” could not be moved back ({reason}).</source>
        <translation>„{name}“ konnte nicht zurückverschoben werden ({reason}).</translation>
    </message>
    <message>
        <source>It was stopped before this was done.</source>
        <translation>Es wurde vorher angehalten.</translation>
    </message>
    <message>
        <source>Photosearch was ended before this was done.</source>
        <translation>Photosearch wurde vorher beendet.</translation>
    </message>
    <message>
        <source>“{name}” stays with its photo.</source>
        <translation>„{name}“ bleibt bei seinem Foto.</translation>
    </message>
    <message>
        <source>“{name}” stays where it is: its date and place could not be copied.</source>
        <translation>„{name}“ bleibt, wo es ist: Datum und Ort konnten nicht übernommen werden.</translation>
    </message>
    <message>
        <source>“{name}” stays where it is: the photo that was to be kept for it is gone.</source>
        <translation>„{name}“ bleibt, wo es ist: Das Foto, das dafür bleiben sollte, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“{name}” stays where it is: it is the photo that is to be kept, by another name.</source>
        <translation>„{name}“ bleibt, wo es ist: Es ist das Foto, das bleiben soll, unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>“{name}” was changed since you chose it. It stays as it is.</source>
        <translation>„{name}“ wurde geändert, seit es ausgewählt wurde. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>Es gibt nichts zu tun.</translation>
    </message>
    <message>
        <source>“{name}” cannot go twice. Nothing was done.</source>
        <translation>„{name}“ kann nicht zweimal gehen. Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>“{name}” cannot be kept and go at the same time. Nothing was done.</source>
        <translation>„{name}“ kann nicht zugleich bleiben und gehen. Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Another Photosearch is moving photos just now. Try again when it is done.</source>
        <translation>Ein anderes Photosearch verschiebt gerade Fotos. Noch einmal versuchen, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>There is nothing to undo, or it was undone already.</source>
        <translation>Es gibt nichts rückgängig zu machen, oder es ist schon geschehen.</translation>
    </message>
    <message>
        <source>There is no act {number}.</source>
        <translation>Es gibt keinen Vorgang {number}.</translation>
    </message>
    <message>
        <source>{name} was made by another program: nothing could be undone.</source>
        <translation>{name} stammt von einem anderen Programm: Nichts ließe sich rückgängig machen.</translation>
    </message>
    <message>
        <source>The library {folder} cannot be written to: nothing could be undone.</source>
        <translation>In die Bibliothek {folder} kann nicht geschrieben werden: Nichts ließe sich rückgängig machen.</translation>
    </message>
    <message>
        <source>What can be undone was written down by a newer Photosearch than this one. Update Photosearch to act on photos.</source>
        <translation>Was rückgängig gemacht werden kann, wurde von einem neueren Photosearch aufgeschrieben. Zum Arbeiten mit Fotos Photosearch aktualisieren.</translation>
    </message>
    <message>
        <source>“{name}” cannot be remembered: {reason}.</source>
        <translation>„{name}“ kann nicht gemerkt werden: {reason}.</translation>
    </message>
    <message>
        <source>Both files hold the same picture, byte for byte: there is nothing to remember.</source>
        <translation>Beide Dateien enthalten Byte für Byte dasselbe Bild: Es gibt nichts zu merken.</translation>
    </message>
    <message>
        <source>What you said of photos was damaged; {count} marks could be taken over. The damaged file is kept as {name}.</source>
        <translation>Die gemerkten Angaben zu Fotos waren beschädigt; {count} davon konnten übernommen werden. Die beschädigte Datei ist als {name} aufgehoben.</translation>
    </message>
    <message>
        <source>What you said of photos is damaged and could not be mended ({reason}). Free some space or allow writing in the library&apos;s folder.</source>
        <translation>Die gemerkten Angaben zu Fotos sind beschädigt und konnten nicht wiederhergestellt werden ({reason}). Im Ordner der Bibliothek muss Platz sein und geschrieben werden dürfen.</translation>
    </message>
    <message>
        <source>What you said of photos was kept by a newer Photosearch than this one. Update Photosearch.</source>
        <translation>Die gemerkten Angaben zu Fotos stammen von einem neueren Photosearch. Um sie zu verwenden, muss Photosearch aktualisiert werden.</translation>
    </message>
    <message>
        <source>The file {name} in this library was not made by Photosearch. Move it elsewhere.</source>
        <translation>Die Datei {name} in dieser Bibliothek stammt nicht von Photosearch und gehört woandershin.</translation>
    </message>
    <message>
        <source>Another program keeps what you said of photos busy. Try again.</source>
        <translation>Ein anderes Programm verwendet gerade die gemerkten Angaben zu Fotos. Bitte noch einmal versuchen.</translation>
    </message>
    <message>
        <source>That is too little to learn from: {places} of at least {least} places. Mark photos of other places as the same, pair by pair: {count} to go.</source>
        <translation>Das ist zu wenig, um daraus zu lernen: {places} von mindestens {least} Orten. Fotos weiterer Orte Paar für Paar als gleich angeben: {count} fehlen noch.</translation>
    </message>
    <message>
        <source>At least two places with two photos each that can be found are needed.</source>
        <translation>Es braucht mindestens zwei Orte mit je zwei Fotos, die auffindbar sind.</translation>
    </message>
    <message>
        <source>{path} is no list of photos ({reason}).</source>
        <translation>{path} ist keine Liste von Fotos ({reason}).</translation>
    </message>
    <message>
        <source>Name at least one picture to look for: all that were named are unwanted.</source>
        <translation>Es fehlt ein Bild, nach dem gesucht wird: Alle genannten sind unerwünscht.</translation>
    </message>
    <message>
        <source>The wanted and the unwanted pictures are too much alike: leave one of them out.</source>
        <translation>Die gesuchten und die unerwünschten Bilder gleichen sich zu sehr: Lassen Sie eines davon weg.</translation>
    </message>
    <message>
        <source>This is not a web address. Copy it once more from the browser.</source>
        <translation>Das ist keine Webadresse. Kopieren Sie sie noch einmal aus dem Browser.</translation>
    </message>
    <message>
        <source>Only addresses that begin with http:// or https:// can be fetched.</source>
        <translation>Nur Adressen, die mit http:// oder https:// beginnen, können geholt werden.</translation>
    </message>
    <message>
        <source>The address holds a user name or password: leave them out, they would be sent away.</source>
        <translation>Die Adresse enthält einen Benutzernamen oder ein Passwort: Lassen Sie beides weg, es würde verschickt.</translation>
    </message>
    <message>
        <source>{host} is not known. Check the address and your connection.</source>
        <translation>{host} ist nicht bekannt. Prüfen Sie die Adresse und Ihre Verbindung.</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason}). Check the address and your connection.</source>
        <translation>{host} ist nicht erreichbar ({reason}). Prüfen Sie die Adresse und Ihre Verbindung.</translation>
    </message>
    <message>
        <source>{host} is not on the public internet but in your own network or on this computer. Save the picture and search for the file.</source>
        <translation>{host} liegt nicht im öffentlichen Internet, sondern in Ihrem eigenen Netz oder auf diesem Computer. Speichern Sie das Bild und suchen Sie nach der Datei.</translation>
    </message>
    <message>
        <source>{host} cannot prove who it is ({reason}). Nothing was fetched from it.</source>
        <translation>{host} kann nicht beweisen, wer es ist ({reason}). Von dort wurde nichts geholt.</translation>
    </message>
    <message>
        <source>There is no safe connection to {host} ({reason}).</source>
        <translation>Zu {host} gibt es keine sichere Verbindung ({reason}).</translation>
    </message>
    <message>
        <source>{host} leads from a safe connection to an open one. Nothing was fetched.</source>
        <translation>{host} führt von einer sicheren Verbindung zu einer offenen. Es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>{host} leads from address to address without end.</source>
        <translation>{host} führt endlos von einer Adresse zur nächsten.</translation>
    </message>
    <message>
        <source>{host} has no picture there (it answered {status}). Check the address.</source>
        <translation>{host} hat dort kein Bild (Antwort {status}). Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>{host} broke off or gave no proper answer. Try again later.</source>
        <translation>{host} hat abgebrochen oder nicht richtig geantwortet. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>It took longer than {seconds} seconds to fetch the picture. Try again later.</source>
        <translation>Das Bild zu holen hat länger als {seconds} Sekunden gedauert. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>What lies there is larger than {size} MB, which is more than a picture needs.</source>
        <translation>Was dort liegt, ist größer als {size} MB: mehr, als ein Bild braucht.</translation>
    </message>
    <message>
        <source>What lies there cannot be searched for: {reason}.</source>
        <translation>Nach dem, was dort liegt, kann nicht gesucht werden: {reason}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <translation>Arbeit im Hintergrund</translation>
    </message>
    <message>
        <source>How much of the computer reading new photos may take.</source>
        <translation>Wie sehr das Einlesen neuer Fotos den Computer beanspruchen darf.</translation>
    </message>
    <message>
        <source>Only while nobody uses the computer</source>
        <translation>Nur wenn der Computer frei ist</translation>
    </message>
    <message>
        <source>Gently</source>
        <translation>Sanft</translation>
    </message>
    <message>
        <source>As fast as possible</source>
        <translation>So schnell wie möglich</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>Where photos are compared. Automatic is right for nearly everybody.</source>
        <translation>Womit Fotos verglichen werden. „Automatisch“ ist fast immer richtig.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Memory for small pictures</source>
        <translation>Arbeitsspeicher für Vorschaubilder</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Size of the small pictures</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Results less alike than this are hidden.</source>
        <translation>Weniger ähnliche Treffer werden ausgeblendet.</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Nach dem Schließen des Fensters im Infobereich bleiben</translation>
    </message>
    <message>
        <source>New photos are then found while the window is closed, too.</source>
        <translation>So werden neue Fotos auch bei geschlossenem Fenster gefunden.</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Starts in the tray, without a window.</source>
        <translation>Startet im Infobereich, ohne Fenster.</translation>
    </message>
    <message>
        <source>More makes scrolling back quicker.</source>
        <translation>Mehr macht das Zurückblättern schneller.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>Hintergrundarbeit</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Stored data</source>
        <translation>Gespeicherte Daten</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Search for an action or a key</source>
        <translation>Nach einer Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Reset all…</source>
        <translation>Alle zurücksetzen …</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Give all actions their first keys again?</source>
        <translation>Allen Aktionen wieder ihre ursprünglichen Tasten geben?</translation>
    </message>
    <message>
        <source>The keys you chose are forgotten.</source>
        <translation>Selbst gewählte Tasten werden vergessen.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Take the photos of a folder into the library</source>
        <translation>Die Fotos eines Ordners in die Bibliothek aufnehmen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Zum Ansehen</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>“{0}” is no longer saved</source>
        <translation>„{0}“ ist nicht mehr gespeichert</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Only folders can be added to the library.</source>
        <translation>In die Bibliothek lassen sich nur Ordner aufnehmen.</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>The camera stood elsewhere: one photo cannot be laid onto the other.</source>
        <translation>Die Kamera stand woanders: Die Fotos lassen sich nicht übereinanderlegen.</translation>
    </message>
    <message>
        <source>Too few points agree to lay one photo onto the other.</source>
        <translation>Zu wenige Punkte stimmen überein, um die Fotos übereinanderzulegen.</translation>
    </message>
    <message>
        <source>Found by the part of the photo that is framed</source>
        <translation>Über den umrahmten Teil des Fotos gefunden</translation>
    </message>
    <message>
        <source>First picture: {name}</source>
        <translation>Erstes Bild: {name}</translation>
    </message>
    <message>
        <source>Second picture: {name}</source>
        <translation>Zweites Bild: {name}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>Slider over {names}</source>
        <translation>Schieber über {names}</translation>
    </message>
    <message>
        <source>In turns {names}</source>
        <translation>Im Wechsel {names}</translation>
    </message>
    <message>
        <source>Difference of {names}</source>
        <translation>Unterschied von {names}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Delete everything Photosearch stored</source>
        <translation>Alles löschen, was Photosearch gespeichert hat</translation>
    </message>
    <message>
        <source>All of it lies on this computer. Your photos themselves are only read.</source>
        <translation>Alles liegt auf diesem Computer. Die Fotos selbst werden nur gelesen.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>As if Photosearch had never been here. Your photos stay.</source>
        <translation>Als wäre Photosearch nie da gewesen. Die Fotos bleiben.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear: {0}</source>
        <translation>Leeren: {0}</translation>
    </message>
    <message>
        <source>Your library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>What is known of your photos</source>
        <translation>Was über die Fotos bekannt ist</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <source>Shared with the file manager, made as needed</source>
        <translation>Gemeinsam mit der Dateiverwaltung, bei Bedarf erzeugt</translation>
    </message>
    <message>
        <source>Your networks</source>
        <translation>Eigene Netze</translation>
    </message>
    <message>
        <source>Those you imported or trained</source>
        <translation>Importierte und trainierte</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Prepared photos</source>
        <translation>Vorbereitete Fotos</translation>
    </message>
    <message>
        <source>Makes the next training quicker</source>
        <translation>Beschleunigen das nächste Training</translation>
    </message>
    <message>
        <source>Details of photos</source>
        <translation>Bildmerkmale</translation>
    </message>
    <message>
        <source>Makes proving results quicker</source>
        <translation>Beschleunigen das Prüfen der Treffer</translation>
    </message>
    <message>
        <source>Pasted pictures</source>
        <translation>Eingefügte Bilder</translation>
    </message>
    <message>
        <source>Those you searched for</source>
        <translation>Bilder, nach denen gesucht wurde</translation>
    </message>
    <message>
        <source>What went wrong, for reports</source>
        <translation>Was schiefgegangen ist, für Fehlerberichte</translation>
    </message>
    <message>
        <source>Your library, settings, trained networks, saved searches and small pictures go, and Photosearch ends. Your photos are not touched. This cannot be undone.</source>
        <translation>Bibliothek, Einstellungen, trainierte Netze, gespeicherte Suchen und Vorschaubilder werden gelöscht, und Photosearch wird beendet. Die Fotos werden nicht angerührt. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Delete everything Photosearch stored?</source>
        <translation>Alles löschen, was Photosearch gespeichert hat?</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>{0} of the first {1} are right</source>
        <translation>{0} der ersten {1} sind richtig</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Photosearch has learned from your places.</source>
        <translation>Photosearch hat aus den Orten gelernt.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Learn from your places</source>
        <translation>Aus eigenen Orten lernen</translation>
    </message>
    <message>
        <source>Your photos are being sorted in anew with what was learned.</source>
        <translation>Die Fotos werden mit dem Gelernten neu eingeordnet.</translation>
    </message>
    <message>
        <source>Photosearch searches as it did before.</source>
        <translation>Photosearch sucht wieder wie zuvor.</translation>
    </message>
    <message>
        <source>Delete training</source>
        <translation>Training löschen</translation>
    </message>
    <message>
        <source>Delete this training and what was learned?</source>
        <translation>Dieses Training und das Gelernte löschen?</translation>
    </message>
    <message>
        <source>It stays in use.</source>
        <translation>Es bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>Your photos are not touched.</source>
        <translation>Die Fotos werden nicht angerührt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>etwa %Ln Minute</numerusform>
            <numerusform>etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>etwa %Ln Stunde</numerusform>
            <numerusform>etwa %Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%Ln Ort</numerusform>
            <numerusform>%Ln Orte</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} with {1} photos each</source>
        <translation>{0} mit je {1} Fotos</translation>
    </message>
    <message>
        <source>{0} with {1} to {2} photos each</source>
        <translation>{0} mit je {1} bis {2} Fotos</translation>
    </message>
    <message numerus="yes">
        <source>%n more place(s) are needed</source>
        <translation>
            <numerusform>%n weiterer Ort ist nötig</numerusform>
            <numerusform>%n weitere Orte sind nötig</numerusform>
        </translation>
    </message>
    <message>
        <source>This folder cannot be opened</source>
        <translation>Dieser Ordner lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>There are no photos in this folder</source>
        <translation>In diesem Ordner sind keine Fotos</translation>
    </message>
    <message>
        <source>The photos are not sorted by place yet</source>
        <translation>Die Fotos sind noch nicht nach Orten sortiert</translation>
    </message>
    <message>
        <source>A few more places are needed</source>
        <translation>Es werden noch ein paar Orte gebraucht</translation>
    </message>
    <message>
        <source>This can work, but will change little</source>
        <translation>Das kann gehen, wird aber wenig ändern</translation>
    </message>
    <message>
        <source>Enough to learn from</source>
        <translation>Genug, um daraus zu lernen</translation>
    </message>
    <message>
        <source>Plenty to learn from</source>
        <translation>Reichlich, um daraus zu lernen</translation>
    </message>
    <message>
        <source>Search for photos of other places, and say “Same place” of those that show them. Photos that belong together make a place.</source>
        <translation>Suchen Sie nach Fotos anderer Orte und nennen Sie die, die sie zeigen, „Gleicher Ort“. Fotos, die zusammengehören, ergeben einen Ort.</translation>
    </message>
    <message>
        <source>It may have been moved, or the drive it is on is not connected.</source>
        <translation>Vielleicht wurde er verschoben, oder sein Laufwerk ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Choose a folder that has a folder of photos for each place.</source>
        <translation>Einen Ordner wählen, in dem für jeden Ort ein Ordner mit Fotos liegt.</translation>
    </message>
    <message>
        <source>Put the photos of each place into a folder of its own, and choose the folder around them.</source>
        <translation>Die Fotos jedes Ortes in einen eigenen Ordner legen, und den Ordner wählen, in dem diese liegen.</translation>
    </message>
    <message>
        <source>From 4 places with at least two photos each it can begin. It is worth it from 10 places with 6 photos each.</source>
        <translation>Ab 4 Orten mit je mindestens zwei Fotos kann es losgehen. Es lohnt sich ab 10 Orten mit je 6 Fotos.</translation>
    </message>
    <message>
        <source>It is worth it from 10 places with 6 photos each.</source>
        <translation>Es lohnt sich ab 10 Orten mit je 6 Fotos.</translation>
    </message>
    <message>
        <source>Other photos of these places, and places like them, will be found better.</source>
        <translation>Weitere Fotos dieser und ähnlicher Orte werden besser gefunden.</translation>
    </message>
    <message>
        <source>Photos of places like these will be found better, also of new ones.</source>
        <translation>Fotos solcher Orte werden besser gefunden, auch von neuen.</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) you said the opposite as well: left out.</source>
        <translation>
            <numerusform>%n-mal haben Sie auch das Gegenteil gesagt: ausgelassen.</numerusform>
            <numerusform>%n-mal haben Sie auch das Gegenteil gesagt: ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) you spoke of are not there now.</source>
        <translation>
            <numerusform>%n Foto, über das Sie etwas gesagt haben, ist jetzt nicht da.</numerusform>
            <numerusform>%n Fotos, über die Sie etwas gesagt haben, sind jetzt nicht da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) with a single photo: nothing to compare it with.</source>
        <translation>
            <numerusform>%Ln Ort mit einem einzigen Foto: nichts zum Vergleichen.</numerusform>
            <numerusform>%Ln Orte mit einem einzigen Foto: nichts zum Vergleichen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) outside of the places are left out.</source>
        <translation>
            <numerusform>%Ln Foto außerhalb der Orte wird ausgelassen.</numerusform>
            <numerusform>%Ln Fotos außerhalb der Orte werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything was found before already</source>
        <translation>Es wurde schon vorher alles gefunden</translation>
    </message>
    <message>
        <source>It finds your places better now</source>
        <translation>Die Orte werden jetzt besser gefunden</translation>
    </message>
    <message>
        <source>It made no difference</source>
        <translation>Es hat keinen Unterschied gemacht</translation>
    </message>
    <message>
        <source>It finds your places less well now</source>
        <translation>Die Orte werden jetzt schlechter gefunden</translation>
    </message>
    <message>
        <source>Use what was learned, and search as before. You can go back at any time.</source>
        <translation>Das Gelernte verwenden und wie bisher suchen. Eine Rückkehr ist jederzeit möglich.</translation>
    </message>
    <message>
        <source>There is no reason to use it. More places, or more photos of each, may help.</source>
        <translation>Es gibt keinen Grund, es zu verwenden. Mehr Orte oder mehr Fotos von jedem können helfen.</translation>
    </message>
    <message>
        <source>Better not use it. More places, or more photos of each, may help.</source>
        <translation>Besser nicht verwenden. Mehr Orte oder mehr Fotos von jedem können helfen.</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} were kept aside while learning, and searched for among all photos of the folder. 100 % would be every right photo before any wrong one.</source>
        <translation>{0} von {1} wurden beim Lernen zurückgelegt und dann unter allen Fotos des Ordners gesucht. 100 % hieße: jedes richtige Foto vor jedem falschen.</translation>
    </message>
    <message numerus="yes">
        <source>Kept aside: {0} and %n more</source>
        <translation>
            <numerusform>Zurückgelegt: {0} und %Ln weiterer</numerusform>
            <numerusform>Zurückgelegt: {0} und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept aside: {0}</source>
        <translation>Zurückgelegt: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) better</source>
        <translation>
            <numerusform>%Ln Suche besser</numerusform>
            <numerusform>%Ln Suchen besser</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worse</source>
        <translation>
            <numerusform>%Ln schlechter</numerusform>
            <numerusform>%Ln schlechter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%Ln wie zuvor</numerusform>
            <numerusform>%Ln wie zuvor</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped before the end</source>
        <translation>vor dem Ende beendet</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>von {0} auf {1}</translation>
    </message>
    <message>
        <source>in use, {0}</source>
        <translation>in Gebrauch, {0}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Photosearch</source>
        <translation>Photosearch öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go on reading photos</source>
        <translation>Fotos weiter einlesen</translation>
    </message>
    <message>
        <source>Pause reading photos</source>
        <translation>Einlesen anhalten</translation>
    </message>
    <message>
        <source>Reading photos: {done} of {total}</source>
        <translation>Fotos werden eingelesen: {done} von {total}</translation>
    </message>
    <message>
        <source>Looking for new photos</source>
        <translation>Neue Fotos werden gesucht</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
</context>
<context>
    <name>VerdictPage</name>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation>Anderer Ordner</translation>
    </message>
    <message>
        <source>Start learning</source>
        <translation>Lernen beginnen</translation>
    </message>
    <message>
        <source>What you said of your photos</source>
        <translation>Was Sie über Ihre Fotos gesagt haben</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Der Ordner wird angesehen …</translation>
    </message>
    <message>
        <source>Looking at these photos…</source>
        <translation>Diese Fotos werden angesehen …</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Weighs anew what makes two photos alike. Good for nearly everything.</source>
        <translation>Gewichtet neu, was zwei Fotos ähnlich macht. Gut für fast alles.</translation>
    </message>
    <message>
        <source>Takes {0}, then your photos are sorted in anew in a moment.</source>
        <translation>Dauert {0}, danach sind die Fotos im Nu neu eingeordnet.</translation>
    </message>
    <message>
        <source>Takes {0} on the graphics card.</source>
        <translation>Dauert {0} auf der Grafikkarte.</translation>
    </message>
    <message>
        <source>Takes {0}.</source>
        <translation>Dauert {0}.</translation>
    </message>
    <message>
        <source>Learns to see anew. For many places with many photos. Can be stopped and gone on with.</source>
        <translation>Lernt neu zu sehen. Für viele Orte mit vielen Fotos. Kann unterbrochen und fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Afterwards all your photos have to be read again.</source>
        <translation>Danach müssen alle Fotos neu eingelesen werden.</translation>
    </message>
</context>
<context>
    <name>WebPictures</name>
    <message>
        <source>Fetch the picture from {0}?</source>
        <translation>Das Bild von {0} holen?</translation>
    </message>
    <message>
        <source>Only the picture is asked for; nothing about you or your photos is sent.</source>
        <translation>Nur das Bild wird angefordert; nichts über Sie oder Ihre Fotos wird gesendet.</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Search for a picture on the web</source>
        <translation>Nach einem Bild aus dem Netz suchen</translation>
    </message>
    <message>
        <source>Address of the picture, as it begins with https://</source>
        <translation>Adresse des Bildes, die mit https:// beginnt</translation>
    </message>
    <message>
        <source>Fetching the picture from {0}…</source>
        <translation>Das Bild von {0} wird geholt …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“{0}” is no address of a picture on the web.</source>
        <translation>„{0}“ ist keine Adresse eines Bildes im Netz.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>How many photos were read</source>
        <translation>Wie viele Fotos eingelesen sind</translation>
    </message>
    <message>
        <source>Add folders…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Add “{0}”</source>
        <translation>„{0}“ hinzufügen</translation>
    </message>
    <message>
        <source>Find the copies of any photo, and the other photos of the same place.</source>
        <translation>Zu jedem Foto die Kopien finden, und die anderen Fotos desselben Ortes.</translation>
    </message>
    <message>
        <source>There are no photos in your folders yet</source>
        <translation>In den Ordnern sind noch keine Fotos</translation>
    </message>
    <message>
        <source>Looking through your photos…</source>
        <translation>Die Fotos werden durchgesehen …</translation>
    </message>
    <message>
        <source>They come in by themselves as soon as there are some.</source>
        <translation>Sie kommen von selbst hinzu, sobald es welche gibt.</translation>
    </message>
    <message>
        <source>You can search as soon as the first ones are read.</source>
        <translation>Sobald die ersten eingelesen sind, kann gesucht werden.</translation>
    </message>
    <message>
        <source>{0} of {1} read</source>
        <translation>{0} von {1} eingelesen</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>a few seconds left</source>
        <translation>noch wenige Sekunden</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>noch etwa %Ln Minute</numerusform>
            <numerusform>noch etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>noch etwa %Ln Stunde</numerusform>
            <numerusform>noch etwa %Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n day(s) left</source>
        <translation>
            <numerusform>noch etwa %Ln Tag</numerusform>
            <numerusform>noch etwa %Ln Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) a minute</source>
        <translation>
            <numerusform>%Ln Foto je Minute</numerusform>
            <numerusform>%Ln Fotos je Minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) a second</source>
        <translation>
            <numerusform>%Ln Foto je Sekunde</numerusform>
            <numerusform>%Ln Fotos je Sekunde</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Differences</name>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
</context>
</TS>
