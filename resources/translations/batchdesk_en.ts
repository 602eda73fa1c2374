<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
            <source>While you were away: %n batches ended</source>
            <translation>
                <numerusform>While you were away: %n batch ended</numerusform>
                <numerusform>While you were away: %n batches ended</numerusform>
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
</TS>
