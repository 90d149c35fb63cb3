<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActQuestion</name>
    <message numerus="yes">
        <source>%n file(s) that belong to them go along.</source>
        <translation>
            <numerusform>%n file that belongs to them goes along.</numerusform>
            <numerusform>%n files that belong to them go along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy the date and place that %n kept photo(s) lack</source>
        <translation>
            <numerusform>Copy the date and place that %n kept photo lacks</numerusform>
            <numerusform>Copy the date and place that %n kept photos lack</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s)?</source>
        <translation>
            <numerusform>Move %n photo?</numerusform>
            <numerusform>Move %n photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %n photo(s) by links to the kept ones? {0} are freed.</source>
        <translation>
            <numerusform>Replace %n photo by a link to the kept one? {0} are freed.</numerusform>
            <numerusform>Replace %n photos by links to the kept ones? {0} are freed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s) to the trash? {0} are freed.</source>
        <translation>
            <numerusform>Move %n photo to the trash? {0} are freed.</numerusform>
            <numerusform>Move %n photos to the trash? {0} are freed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActWords</name>
    <message numerus="yes">
        <source>with %n file(s) that belong to them</source>
        <translation>
            <numerusform>with %Ln file that belongs to it</numerusform>
            <numerusform>with %Ln files that belong to them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo moving %n photo(s) to another folder</source>
        <translation>
            <numerusform>Undo moving %Ln photo to another folder</numerusform>
            <numerusform>Undo moving %Ln photos to another folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo replacing %n photo(s) by links</source>
        <translation>
            <numerusform>Undo replacing %Ln photo by a link</numerusform>
            <numerusform>Undo replacing %Ln photos by links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo writing date and place into %n photo(s)</source>
        <translation>
            <numerusform>Undo writing date and place into %Ln photo</numerusform>
            <numerusform>Undo writing date and place into %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo moving %n photo(s) to the trash</source>
        <translation>
            <numerusform>Undo moving %Ln photo to the trash</numerusform>
            <numerusform>Undo moving %Ln photos to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that belong to them go with them, such as short videos and XMP files.</source>
        <translation>
            <numerusform>%Ln file that belongs to them goes with them, such as a short video or an XMP file.</numerusform>
            <numerusform>%Ln files that belong to them go with them, such as short videos and XMP files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved to another folder</source>
        <translation>
            <numerusform>%Ln photo moved to another folder</numerusform>
            <numerusform>%Ln photos moved to another folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) replaced by links</source>
        <translation>
            <numerusform>%Ln photo replaced by a link</numerusform>
            <numerusform>%Ln photos replaced by links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Date and place written into %n photo(s)</source>
        <translation>
            <numerusform>Date and place written into %Ln photo</numerusform>
            <numerusform>Date and place written into %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) moved to the trash</source>
        <translation>
            <numerusform>%Ln photo moved to the trash</numerusform>
            <numerusform>%Ln photos moved to the trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%Ln point(s) agree</source>
        <translation>
            <numerusform>%Ln point agrees</numerusform>
            <numerusform>%Ln points agree</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopiesHead</name>
    <message numerus="yes">
        <source>Trash %n photo(s)…</source>
        <translation>
            <numerusform>Trash %n photo…</numerusform>
            <numerusform>Trash %n photos…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) can go, {0} freed</source>
        <translation>
            <numerusform>%n photo can go, {0} freed</numerusform>
            <numerusform>%n photos can go, {0} freed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopiesModel</name>
    <message numerus="yes">
        <source>%n times the same file</source>
        <translation>
            <numerusform>%n time the same file</numerusform>
            <numerusform>%n times the same file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos of one moment</source>
        <translation>
            <numerusform>%n photo of one moment</numerusform>
            <numerusform>%n photos of one moment</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies of one picture</source>
        <translation>
            <numerusform>%n copy of one picture</numerusform>
            <numerusform>%n copies of one picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n go(es), {0} freed</source>
        <translation>
            <numerusform>%n goes, {0} freed</numerusform>
            <numerusform>%n go, {0} freed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%Ln file could not be read</numerusform>
            <numerusform>%Ln files could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exclusion</name>
    <message numerus="yes">
        <source>%n photo(s) in it and in the folders below will no longer appear here.</source>
        <translation>
            <numerusform>%Ln photo in it and in the folders below will no longer appear here.</numerusform>
            <numerusform>%Ln photos in it and in the folders below will no longer appear here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln camera(s)</source>
        <translation>
            <numerusform>%Ln camera</numerusform>
            <numerusform>%Ln cameras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kind(s)</source>
        <translation>
            <numerusform>%Ln kind</numerusform>
            <numerusform>%Ln kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message numerus="yes">
        <source>From what you said of %n pair(s)…</source>
        <translation>
            <numerusform>From what you said of %n pair…</numerusform>
            <numerusform>From what you said of %n pairs…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%Ln could not be read</numerusform>
            <numerusform>%Ln could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HiddenLine</name>
    <message numerus="yes">
        <source>%Ln photo(s) less alike are hidden.</source>
        <translation>
            <numerusform>%Ln photo less alike is hidden.</numerusform>
            <numerusform>%Ln photos less alike are hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: you said that it is no match.</source>
        <translation>
            <numerusform>%Ln left out: you said that it is no match.</numerusform>
            <numerusform>%Ln left out: you said that they are no match.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexingBar</name>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%Ln could not be read</numerusform>
            <numerusform>%Ln could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message numerus="yes">
        <source>Show %n photo(s)</source>
        <translation>
            <numerusform>Show %Ln photo</numerusform>
            <numerusform>Show %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message numerus="yes">
        <source>%n photo(s) of the same place, as you say: remembered for good</source>
        <translation>
            <numerusform>%n photo of the same place, as you say: remembered for good</numerusform>
            <numerusform>%n photos of the same place, as you say: remembered for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) will not come up for this picture again</source>
        <translation>
            <numerusform>%n photo will not come up for this picture again</numerusform>
            <numerusform>%n photos will not come up for this picture again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message numerus="yes">
        <source>%n file(s) copied</source>
        <translation>
            <numerusform>%Ln file copied</numerusform>
            <numerusform>%Ln files copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n photo(s) to the trash?</source>
        <translation>
            <numerusform>Move %Ln photo to the trash?</numerusform>
            <numerusform>Move %Ln photos to the trash?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoModel</name>
    <message numerus="yes">
        <source>%Ln more of this burst under it (press +)</source>
        <translation>
            <numerusform>%Ln more of this burst under it (press +)</numerusform>
            <numerusform>%Ln more of this burst under it (press +)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message numerus="yes">
        <source>%n more problem(s) came after it.</source>
        <translation>
            <numerusform>%Ln more problem came after it.</numerusform>
            <numerusform>%Ln more problems came after it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueryStrip</name>
    <message numerus="yes">
        <source>%n file(s) are not there any more.</source>
        <translation>
            <numerusform>%Ln file is not there any more.</numerusform>
            <numerusform>%Ln files are not there any more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueryWords</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} and %Ln more</numerusform>
            <numerusform>{0} and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message numerus="yes">
        <source>Photosearch forgets its %n photo(s).</source>
        <translation>
            <numerusform>Photosearch forgets its %Ln photo.</numerusform>
            <numerusform>Photosearch forgets its %Ln photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>%Ln photo(s) were found, but none is that much alike.</source>
        <translation>
            <numerusform>%Ln photo was found, but it is not that much alike.</numerusform>
            <numerusform>%Ln photos were found, but none is that much alike.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %Ln hour</numerusform>
            <numerusform>about %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more place(s) are needed</source>
        <translation>
            <numerusform>%n more place is needed</numerusform>
            <numerusform>%n more places are needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) you said the opposite as well: left out.</source>
        <translation>
            <numerusform>%n time you said the opposite as well: left out.</numerusform>
            <numerusform>%n times you said the opposite as well: left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) you spoke of are not there now.</source>
        <translation>
            <numerusform>%n photo you spoke of is not there now.</numerusform>
            <numerusform>%n photos you spoke of are not there now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) with a single photo: nothing to compare it with.</source>
        <translation>
            <numerusform>%Ln place with a single photo: nothing to compare it with.</numerusform>
            <numerusform>%Ln places with a single photo: nothing to compare them with.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) outside of the places are left out.</source>
        <translation>
            <numerusform>%Ln photo outside of the places is left out.</numerusform>
            <numerusform>%Ln photos outside of the places are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept aside: {0} and %n more</source>
        <translation>
            <numerusform>Kept aside: {0} and %Ln more</numerusform>
            <numerusform>Kept aside: {0} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) better</source>
        <translation>
            <numerusform>%Ln search better</numerusform>
            <numerusform>%Ln searches better</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worse</source>
        <translation>
            <numerusform>%Ln worse</numerusform>
            <numerusform>%Ln worse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%Ln as before</numerusform>
            <numerusform>%Ln as before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n day(s) left</source>
        <translation>
            <numerusform>about %Ln day left</numerusform>
            <numerusform>about %Ln days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) a minute</source>
        <translation>
            <numerusform>%Ln photo a minute</numerusform>
            <numerusform>%Ln photos a minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) a second</source>
        <translation>
            <numerusform>%Ln photo a second</numerusform>
            <numerusform>%Ln photos a second</numerusform>
        </translation>
    </message>
</context>
</TS>
