<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Adding</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>%n batch</numerusform>
                <numerusform>%n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>page {page} of {pages}, %n batches</source>
            <translation>
                <numerusform>page {page} of {pages}, %n batch</numerusform>
                <numerusform>page {page} of {pages}, %n batches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Command</name>
        <message numerus="yes">
            <source>{done} of %n batches</source>
            <translation>
                <numerusform>{done} of %n batch</numerusform>
                <numerusform>{done} of %n batches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Detail</name>
        <message numerus="yes">
            <source>%n batches are chosen.</source>
            <translation>
                <numerusform>%n batch is chosen.</numerusform>
                <numerusform>%n batches are chosen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n texts, fetched {when}.</source>
            <translation>
                <numerusform>%n text, fetched {when}.</numerusform>
                <numerusform>%n texts, fetched {when}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message numerus="yes">
            <source>%n batches were exported to {path}.</source>
            <translation>
                <numerusform>%n batch was exported to {path}.</numerusform>
                <numerusform>%n batches were exported to {path}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n chosen batches</source>
            <translation>
                <numerusform>%n chosen batch</numerusform>
                <numerusform>%n chosen batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Exporting to {name}: {done} of %n batches</source>
            <translation>
                <numerusform>Exporting to {name}: {done} of %n batch</numerusform>
                <numerusform>Exporting to {name}: {done} of %n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The newest %n</source>
            <translation>
                <numerusform>The newest %n</numerusform>
                <numerusform>The newest %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The newest {newest} of %n batches are listed.</source>
            <translation>
                <numerusform>The newest {newest} of %n batch are listed.</numerusform>
                <numerusform>The newest {newest} of %n batches are listed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>%n batch</numerusform>
                <numerusform>%n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n times nothing could be heard</source>
            <translation>
                <numerusform>%n time nothing could be heard</numerusform>
                <numerusform>%n times nothing could be heard</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Import</name>
        <message numerus="yes">
            <source>with %n versions</source>
            <translation>
                <numerusform>with %n version</numerusform>
                <numerusform>with %n versions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Inbox</name>
        <message numerus="yes">
            <source>The %n batches of one message</source>
            <translation>
                <numerusform>The %n batch of one message</numerusform>
                <numerusform>The %n batches of one message</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Insights</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>%n batch</numerusform>
                <numerusform>%n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ended</source>
            <translation>
                <numerusform>%n ended</numerusform>
                <numerusform>%n ended</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tokens</source>
            <translation>
                <numerusform>%n token</numerusform>
                <numerusform>%n tokens</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notification</name>
        <message numerus="yes">
            <source>%n batches ended</source>
            <translation>
                <numerusform>%n batch ended</numerusform>
                <numerusform>%n batches ended</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n failed</numerusform>
                <numerusform>%n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n partial</source>
            <translation>
                <numerusform>%n partial</numerusform>
                <numerusform>%n partial</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n succeeded</source>
            <translation>
                <numerusform>%n succeeded</numerusform>
                <numerusform>%n succeeded</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>During quiet hours: %n batches ended</source>
            <translation>
                <numerusform>During quiet hours: %n batch ended</numerusform>
                <numerusform>During quiet hours: %n batches ended</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The last of %n batches has ended</source>
            <translation>
                <numerusform>%n batch has ended</numerusform>
                <numerusform>The last of %n batches has ended</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>While notifications were paused: %n batches ended</source>
            <translation>
                <numerusform>While notifications were paused: %n batch ended</numerusform>
                <numerusform>While notifications were paused: %n batches ended</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>While you were away: %n batches ended</source>
            <translation>
                <numerusform>While you were away: %n batch ended</numerusform>
                <numerusform>While you were away: %n batches ended</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message numerus="yes">
            <source>The database {path} was damaged. %n batches could be read and are here again; the damaged file was set aside as {saved}: keep it until you know that nothing is missed.</source>
            <translation>
                <numerusform>The database {path} was damaged. %n batch could be read and is here again; the damaged file was set aside as {saved}: keep it until you know that nothing is missed.</numerusform>
                <numerusform>The database {path} was damaged. %n batches could be read and are here again; the damaged file was set aside as {saved}: keep it until you know that nothing is missed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message numerus="yes">
            <source>%n of its batches leave the table and are no longer watched.</source>
            <translation>
                <numerusform>%n of its batches leaves the table and is no longer watched.</numerusform>
                <numerusform>%n of its batches leave the table and are no longer watched.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message numerus="yes">
            <source>again in %n s</source>
            <translation>
                <numerusform>again in %n s</numerusform>
                <numerusform>again in %n s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{made} of %n copies</source>
            <translation>
                <numerusform>{made} of %n copy</numerusform>
                <numerusform>{made} of %n copies</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Terminal</name>
        <message numerus="yes">
            <source>%n copies</source>
            <translation>
                <numerusform>%n copy</numerusform>
                <numerusform>%n copies</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n repeated or old events were dropped.</source>
            <translation>
                <numerusform>%n repeated or old event was dropped.</numerusform>
                <numerusform>%n repeated or old events were dropped.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n s ago</source>
            <translation>
                <numerusform>%n s ago</numerusform>
                <numerusform>%n s ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n failed</numerusform>
                <numerusform>%n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n partial</source>
            <translation>
                <numerusform>%n partial</numerusform>
                <numerusform>%n partial</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n running</source>
            <translation>
                <numerusform>%n running</numerusform>
                <numerusform>%n running</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Inbox: %n unread</source>
            <translation>
                <numerusform>Inbox: %n unread</numerusform>
                <numerusform>Inbox: %n unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message numerus="yes">
            <source>%n again in {seconds} s</source>
            <translation>
                <numerusform>%n again in {seconds} s</numerusform>
                <numerusform>%n again in {seconds} s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n batches are put away. Nothing changes on the server.</source>
            <translation>
                <numerusform>%n batch is put away. Nothing changes on the server.</numerusform>
                <numerusform>%n batches are put away. Nothing changes on the server.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n batches are still running.</source>
            <translation>
                <numerusform>%n batch is still running.</numerusform>
                <numerusform>%n batches are still running.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connecting</source>
            <translation>
                <numerusform>%n connecting</numerusform>
                <numerusform>%n connecting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n live</source>
            <translation>
                <numerusform>%n live</numerusform>
                <numerusform>%n live</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n paused</source>
            <translation>
                <numerusform>%n paused</numerusform>
                <numerusform>%n paused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n signed out</source>
            <translation>
                <numerusform>%n signed out</numerusform>
                <numerusform>%n signed out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add %n</source>
            <translation>
                <numerusform>Add %n</numerusform>
                <numerusform>Add %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Added %n batches.</source>
            <translation>
                <numerusform>Added %n batch.</numerusform>
                <numerusform>Added %n batches.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Removed %n batches from the table. Their history stays.</source>
            <translation>
                <numerusform>Removed %n batch from the table. Its history stays.</numerusform>
                <numerusform>Removed %n batches from the table. Their history stays.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tags of %n batches</source>
            <translation>
                <numerusform>Tags of %n batch</numerusform>
                <numerusform>Tags of %n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The tags of %n batches were changed.</source>
            <translation>
                <numerusform>The tags of %n batch were changed.</numerusform>
                <numerusform>The tags of %n batches were changed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>signed in to {known} of %n servers</source>
            <translation>
                <numerusform>signed in to {known} of %n server</numerusform>
                <numerusform>signed in to {known} of %n servers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{filter}, %n batches</source>
            <translation>
                <numerusform>{filter}, %n batch</numerusform>
                <numerusform>{filter}, %n batches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{view}, %n waiting</source>
            <translation>
                <numerusform>{view}, %n waiting</numerusform>
                <numerusform>{view}, %n waiting</numerusform>
            </translation>
        </message>
    </context>
</TS>
