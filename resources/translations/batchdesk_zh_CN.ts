<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Notification</name>
        <message numerus="yes">
            <source>%n batches ended</source>
            <translation>
                <numerusform>%n 个批次已结束</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n 个失败</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n partial</source>
            <translation>
                <numerusform>%n 个部分完成</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n succeeded</source>
            <translation>
                <numerusform>%n 个已完成</numerusform>
            </translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message numerus="yes">
            <source>While you were away: %n batches ended</source>
            <translation>
                <numerusform>离开期间有 %n 个批次结束</numerusform>
            </translation>
        </message>
        <message>
            <source>While you were away: {name}</source>
            <translation>离开期间：{name}</translation>
        </message>
        <message>
            <source>{outcome} after {time}</source>
            <translation>{outcome}，用时 {time}</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>A newer batchdesk has written {path}. Nothing is changed in it; install that version to go on watching.</source>
            <translation>{path} 由更新版本的 batchdesk 写入，本程序不会改动它。请安装新版本后继续使用。</translation>
        </message>
        <message>
            <source>Another batchdesk has the data folder {path} open. Close that one, or choose another folder with --data-dir.</source>
            <translation>数据文件夹 {path} 正被另一个 batchdesk 使用。请先关闭它，或用 --data-dir 指定其他文件夹。</translation>
        </message>
        <message>
            <source>No batch was given. Paste a batch's id or its web address.</source>
            <translation>没有指定批次。请粘贴批次 ID 或批次网址。</translation>
        </message>
        <message>
            <source>Port {port} is taken by another program. Choose another one with --port, or none at all.</source>
            <translation>端口 {port} 已被其他程序占用。请用 --port 换一个端口，或者不指定端口。</translation>
        </message>
        <message>
            <source>Something answers at this address, but it is no batch server ({reason}). Check the address.</source>
            <translation>该地址有响应，但不是批次服务器（{reason}）。请检查地址。</translation>
        </message>
        <message>
            <source>The connection broke: {reason}. It is made again by itself; nothing is lost.</source>
            <translation>连接中断：{reason}。程序会自动重连，不会丢失任何内容。</translation>
        </message>
        <message>
            <source>The data folder {path} cannot be written: {reason}. Choose another one with --data-dir, or free this one.</source>
            <translation>无法写入数据文件夹 {path}：{reason}。请用 --data-dir 指定其他文件夹，或修复该文件夹的权限。</translation>
        </message>
        <message>
            <source>The database {path} was damaged. It was set aside as {saved}, and a new one was begun; keep the old file until you know that nothing in it is missed.</source>
            <translation>数据库 {path} 已损坏，原文件已另存为 {saved}，并新建了一个数据库。在确认不再需要之前，请保留旧文件。</translation>
        </message>
        <message>
            <source>The server answered with something else than a stream of events ({answer}). Check its address, and whether a proxy is in between.</source>
            <translation>服务器返回的不是事件流（{answer}）。请检查地址，以及中间是否有代理。</translation>
        </message>
        <message>
            <source>The server answered {code} and cannot serve this now. It is asked again by itself.</source>
            <translation>服务器返回 {code}，暂时无法处理请求。程序会自动重试。</translation>
        </message>
        <message>
            <source>The server cannot be reached: {reason}. Check the network and the server's address.</source>
            <translation>无法连接服务器：{reason}。请检查网络和服务器地址。</translation>
        </message>
        <message>
            <source>The server did not accept this e-mail and code. Check both, and ask for a new code.</source>
            <translation>服务器不接受该邮箱和验证码。请核对后重新获取验证码。</translation>
        </message>
        <message>
            <source>The server has been silent for {seconds} s, without even a heartbeat. The connection is made again by itself.</source>
            <translation>服务器已 {seconds} 秒没有任何消息，连心跳也没有。程序会自动重连。</translation>
        </message>
        <message>
            <source>The server knows no such batch, or you have no access to its merchant. Check the id, or ask for access.</source>
            <translation>批次不存在，或者你没有该商家的访问权限。请核对批次 ID，或申请权限。</translation>
        </message>
        <message>
            <source>The server says: {message}. It is asked again by itself.</source>
            <translation>服务器提示：{message}。程序会自动重新查询。</translation>
        </message>
        <message>
            <source>The server sent an event larger than {limit} bytes, which was not taken. It is asked again by itself; tell whoever runs the server.</source>
            <translation>服务器发来的事件超过 {limit} 字节，未予接收。程序会自动重试，请告知服务器管理员。</translation>
        </message>
        <message>
            <source>The server sent an event that makes no sense ({reason}); it was skipped. If it happens again, tell whoever runs the server.</source>
            <translation>服务器发来一个无法理解的事件（{reason}），已跳过。如果反复出现，请告知服务器管理员。</translation>
        </message>
        <message>
            <source>The server {server} is not known here yet. Sign in to it first, if you trust it.</source>
            <translation>还没有添加过服务器 {server}。如果信任它，请先登录。</translation>
        </message>
        <message>
            <source>The server's certificate is not trusted: {reason}. Check the address and this machine's clock, or ask whoever runs the server.</source>
            <translation>服务器证书不受信任：{reason}。请检查地址和本机时间，或联系服务器管理员。</translation>
        </message>
        <message>
            <source>The session has ended. Sign in again, and everything goes on.</source>
            <translation>登录已失效。重新登录后会自动继续。</translation>
        </message>
        <message>
            <source>There is no session in this text that the server accepts. Copy the cookie 'next-auth.session-token' again from the browser that is signed in.</source>
            <translation>这段文字里没有服务器认可的会话。请在已登录的浏览器里重新复制 Cookie“next-auth.session-token”。</translation>
        </message>
        <message>
            <source>This is no batch id: {text}. An id is letters, digits, '-' and '_' only; paste it or the batch's web address.</source>
            <translation>这不是批次 ID：{text}。ID 只含字母、数字、“-”和“_”；请粘贴批次 ID 或批次网址。</translation>
        </message>
        <message>
            <source>This is no batch's address: {text}. One looks like https://server/creative/batches/ID.</source>
            <translation>这不是批次网址：{text}。批次网址形如 https://server/creative/batches/ID。</translation>
        </message>
        <message>
            <source>This is no server's address: {text}. One looks like https://server.example, without a user name in it.</source>
            <translation>这不是服务器地址：{text}。地址形如 https://server.example，其中不含用户名。</translation>
        </message>
        <message>
            <source>This system has no keyring ({reason}): the session lasts until the program ends. Set BATCHDESK_SESSION_TOKEN to stay signed in.</source>
            <translation>系统没有可用的密钥环（{reason}），登录只在本次运行期间有效。要保持登录，请设置 BATCHDESK_SESSION_TOKEN。</translation>
        </message>
        <message>
            <source>What came in cannot be saved: {reason}. It is kept in memory and tried again; free some space on the disk.</source>
            <translation>收到的内容无法保存：{reason}。内容暂存在内存中并会自动重试，请清理磁盘空间。</translation>
        </message>
        <message>
            <source>Which server is this batch on? Give the batch's web address, or name the server.</source>
            <translation>无法确定该批次在哪台服务器上。请给出批次网址，或指定服务器。</translation>
        </message>
        <message>
            <source>no reason given</source>
            <translation>未说明原因</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>about to end, usually {low}–{high}</source>
            <translation>即将结束，通常 {low}–{high}</translation>
        </message>
        <message>
            <source>about {left} left, usually {low}–{high}</source>
            <translation>约剩 {left}，通常 {low}–{high}</translation>
        </message>
        <message numerus="yes">
            <source>again in %n s</source>
            <translation>
                <numerusform>%n 秒后重连</numerusform>
            </translation>
        </message>
        <message>
            <source>again soon</source>
            <translation>即将重连</translation>
        </message>
        <message>
            <source>archived</source>
            <translation>已归档</translation>
        </message>
        <message>
            <source>connecting</source>
            <translation>连接中</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>failed: {code}</source>
            <translation>失败：{code}</translation>
        </message>
        <message>
            <source>live</source>
            <translation>实时连接</translation>
        </message>
        <message>
            <source>no history yet</source>
            <translation>暂无历史数据</translation>
        </message>
        <message>
            <source>not found or no access</source>
            <translation>不存在或无权访问</translation>
        </message>
        <message>
            <source>not known yet</source>
            <translation>尚未得知</translation>
        </message>
        <message>
            <source>over the usual by {time}</source>
            <translation>比通常多用 {time}</translation>
        </message>
        <message>
            <source>partial</source>
            <translation>部分完成</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>queued</source>
            <translation>排队中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>生成中</translation>
        </message>
        <message>
            <source>signed out</source>
            <translation>未登录</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>已完成</translation>
        </message>
        <message numerus="yes">
            <source>{made} of %n copies</source>
            <translation>
                <numerusform>文案 {made}/%n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n 分钟前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n s ago</source>
            <translation>
                <numerusform>%n 秒前</numerusform>
            </translation>
        </message>
        <message>
            <source>Apr</source>
            <translation>4月</translation>
        </message>
        <message>
            <source>Aug</source>
            <translation>8月</translation>
        </message>
        <message>
            <source>Dec</source>
            <translation>12月</translation>
        </message>
        <message>
            <source>Feb</source>
            <translation>2月</translation>
        </message>
        <message>
            <source>Jan</source>
            <translation>1月</translation>
        </message>
        <message>
            <source>Jul</source>
            <translation>7月</translation>
        </message>
        <message>
            <source>Jun</source>
            <translation>6月</translation>
        </message>
        <message>
            <source>Mar</source>
            <translation>3月</translation>
        </message>
        <message>
            <source>May</source>
            <translation>5月</translation>
        </message>
        <message>
            <source>Nov</source>
            <translation>11月</translation>
        </message>
        <message>
            <source>Oct</source>
            <translation>10月</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>9月</translation>
        </message>
        <message>
            <source>as of {age}</source>
            <translation>截至{age}</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>{day} {month} {time}</source>
            <translation>{month}{day}日 {time}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{year}年{month}{day}日</translation>
        </message>
    </context>
</TS>
