<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Adding</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>共 %n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Browse a server</source>
            <translation>浏览服务器(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>粘贴(&amp;P)</translation>
        </message>
        <message>
            <source>Add its new batches by themselves</source>
            <translation>自动添加其新批次</translation>
        </message>
        <message>
            <source>Add new batches of {merchant} by themselves</source>
            <translation>自动添加 {merchant} 的新批次</translation>
        </message>
        <message>
            <source>Add this merchant's new batches by themselves</source>
            <translation>自动添加该商家的新批次</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Batches on the server</source>
            <translation>服务器上的批次</translation>
        </message>
        <message>
            <source>Browse a server's batches…</source>
            <translation>浏览服务器上的批次…</translation>
        </message>
        <message>
            <source>Browse its batches on the server…</source>
            <translation>浏览其在服务器上的批次…</translation>
        </message>
        <message>
            <source>Choose a merchant</source>
            <translation>请选择商家</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>文案</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>Its batches are shown here, as far as the server has a list of them.</source>
            <translation>若服务器提供批次列表，该商家的批次会显示在这里。</translation>
        </message>
        <message>
            <source>Its id, as the server knows it</source>
            <translation>商家在服务器上的 ID</translation>
        </message>
        <message>
            <source>Its list is looked at twice a minute; what was there stays there.</source>
            <translation>每分钟查看两次列表；已有的批次不会添加。</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>New batches of {merchant} are added by themselves from now on.</source>
            <translation>此后会自动添加 {merchant} 的新批次。</translation>
        </message>
        <message>
            <source>New batches of {merchant} are added by themselves.</source>
            <translation>自动添加 {merchant} 的新批次。</translation>
        </message>
        <message>
            <source>Newer</source>
            <translation>较新</translation>
        </message>
        <message>
            <source>No longer add new batches of {merchant}</source>
            <translation>不再自动添加 {merchant} 的新批次</translation>
        </message>
        <message>
            <source>No server is known yet</source>
            <translation>尚无已知服务器</translation>
        </message>
        <message>
            <source>Older</source>
            <translation>较早</translation>
        </message>
        <message>
            <source>Only the first {limit} are read at once; add these, then paste the rest.</source>
            <translation>一次只读取前 {limit} 个：请先添加这些，再粘贴其余的。</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Sign in to one first.</source>
            <translation>请先登录一台服务器。</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>The list was looked at {age}.</source>
            <translation>列表查看于：{age}。</translation>
        </message>
        <message>
            <source>The next look is in {time}.</source>
            <translation>{time} 后再次查看。</translation>
        </message>
        <message>
            <source>There are many at once: the rest come with the next looks.</source>
            <translation>新批次较多，其余的会在后续查看时添加。</translation>
        </message>
        <message>
            <source>There is no list to show</source>
            <translation>没有可显示的列表</translation>
        </message>
        <message>
            <source>This merchant has no batches</source>
            <translation>该商家没有批次</translation>
        </message>
        <message>
            <source>Tick the new ones</source>
            <translation>勾选新批次</translation>
        </message>
        <message>
            <source>Ways to add</source>
            <translation>添加方式</translation>
        </message>
        <message>
            <source>Your own name for it; several are numbered</source>
            <translation>自定义名称；多个批次会自动编号</translation>
        </message>
        <message>
            <source>a word, it seems, and no id</source>
            <translation>像是普通词语，不是 ID</translation>
        </message>
        <message>
            <source>followed</source>
            <translation>已关注</translation>
        </message>
        <message>
            <source>in the history</source>
            <translation>在历史记录中</translation>
        </message>
        <message>
            <source>in the table</source>
            <translation>在表格中</translation>
        </message>
        <message>
            <source>is in the history, and comes back</source>
            <translation>在历史记录中，将恢复到表格</translation>
        </message>
        <message>
            <source>looked {age}</source>
            <translation>{age}查看</translation>
        </message>
        <message>
            <source>new</source>
            <translation>新</translation>
        </message>
        <message>
            <source>no access</source>
            <translation>无权访问</translation>
        </message>
        <message>
            <source>no answer</source>
            <translation>没有响应</translation>
        </message>
        <message>
            <source>no list on this server</source>
            <translation>服务器没有列表</translation>
        </message>
        <message numerus="yes">
            <source>page {page} of {pages}, %n batches</source>
            <translation>
                <numerusform>第 {page}/{pages} 页，共 %n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>signed out</source>
            <translation>未登录</translation>
        </message>
        <message>
            <source>the table is full</source>
            <translation>表格已满</translation>
        </message>
        <message>
            <source>{merchant} is followed, but nothing comes now.</source>
            <translation>已关注 {merchant}，但目前无法添加新批次。</translation>
        </message>
        <message>
            <source>{merchant} is no longer followed. What was added stays.</source>
            <translation>已取消关注 {merchant}，已添加的批次保留。</translation>
        </message>
        <message>
            <source>{what} ({server})</source>
            <translation>{what}（{server}）</translation>
        </message>
    </context>
    <context>
        <name>Command</name>
        <message>
            <source> or </source>
            <translation> 或 </translation>
        </message>
        <message>
            <source>A copy of the history as it was is in {path}.</source>
            <translation>原来的历史已备份到 {path}。</translation>
        </message>
        <message>
            <source>A file instead of standard output; it appears whole or not at all.</source>
            <translation>写入文件而不是标准输出；文件要么完整出现，要么不出现。</translation>
        </message>
        <message>
            <source>A free one when none is given.</source>
            <translation>不指定时使用空闲端口。</translation>
        </message>
        <message>
            <source>Add what is missing from JSON exports or other databases, also while batchdesk is running.</source>
            <translation>从导出的 JSON 文件或别的数据库补入缺少的批次，batchdesk 运行时也可以。</translation>
        </message>
        <message>
            <source>Add what the links name to the window.</source>
            <translation>把链接所指的批次加到窗口。</translation>
        </message>
        <message>
            <source>Added to the history: {share}</source>
            <translation>已并入历史：{share}</translation>
        </message>
        <message>
            <source>At most so many, newest first.</source>
            <translation>最多这么多条，最新的在前。</translation>
        </message>
        <message>
            <source>Begin with a batch that goes this way; may be repeated.</source>
            <translation>启动时创建一个按此情景进行的批次；可重复使用。</translation>
        </message>
        <message>
            <source>Bring back what a copy made by backup has and the history lacks.</source>
            <translation>把 backup 所存副本里有、历史记录里没有的内容恢复回来。</translation>
        </message>
        <message>
            <source>CSV with a byte order mark, as Excel needs it.</source>
            <translation>CSV 开头加字节顺序标签，供 Excel 识别。</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>验证码</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Cookie</source>
            <translation>Cookie</translation>
        </message>
        <message>
            <source>Copied: {share}</source>
            <translation>已复制：{share}</translation>
        </message>
        <message>
            <source>Copy the database to a new file, also while batchdesk is running.</source>
            <translation>把数据库复制到新文件，batchdesk 运行时也可以。</translation>
        </message>
        <message>
            <source>End the session on a server and forget it.</source>
            <translation>退出服务器上的登录，并删除本机保存的会话。</translation>
        </message>
        <message>
            <source>Examine step by step what watching needs. Exit code 1 when something fails.</source>
            <translation>逐项检查关注批次所需的条件。有任何一项失败时退出码为 1。</translation>
        </message>
        <message>
            <source>Exit code: 0 all succeeded, 1 some did not, 2 wrong usage, 3 not signed in, 4 not found or no access, 5 server unreachable. Of several batches the worst counts: 3, 5, 4, 1, 0.</source>
            <translation>退出码：0 全部成功，1 有批次未成功，2 用法错误，3 未登录，4 批次不存在或无权访问，5 无法连接服务器。多个批次时取最严重的一个：3、5、4、1、0。</translation>
        </message>
        <message>
            <source>Folder for every file the program writes (or BATCHDESK_DATA_DIR).</source>
            <translation>程序写入的所有文件都在此文件夹（也可用 BATCHDESK_DATA_DIR 指定）。</translation>
        </message>
        <message>
            <source>For ids without an address; becomes known.</source>
            <translation>用于没有网址的 ID；该服务器会被记住。</translation>
        </message>
        <message>
            <source>Give either --email or --cookie.</source>
            <translation>--email 和 --cookie 请二选一。</translation>
        </message>
        <message>
            <source>How long to wait without a connection; 0 waits for ever.</source>
            <translation>没有连接时最多等待多少秒；0 表示一直等待。</translation>
        </message>
        <message>
            <source>Instead of the one in the settings, or the system's.</source>
            <translation>代替设置中的语言或系统语言。</translation>
        </message>
        <message>
            <source>JSON for scripts instead of text for people.</source>
            <translation>输出供脚本读取的 JSON，而不是给人看的文字。</translation>
        </message>
        <message>
            <source>JSON or CSV with the texts of the copies that are kept; in CSV one line a copy.</source>
            <translation>JSON 或 CSV，带上本机已保存的文案；CSV 中每篇文案一行。</translation>
        </message>
        <message>
            <source>JSON with every version and what the server sent, exactly.</source>
            <translation>JSON 中包含每个版本及服务器的原始内容。</translation>
        </message>
        <message>
            <source>List what is known, newest first, offline.</source>
            <translation>离线列出已知的批次，最新的在前。</translation>
        </message>
        <message>
            <source>New batches: {new}. Added to: {newer}. Known already: {known}.</source>
            <translation>新批次 {new} 个，有补充的 {newer} 个，本来就有的 {known} 个。</translation>
        </message>
        <message>
            <source>No batch in the history matches.</source>
            <translation>历史记录中没有符合条件的批次。</translation>
        </message>
        <message>
            <source>No display was found, so no window can open. `batchdesk watch ID` needs none.</source>
            <translation>没有找到显示器，无法打开窗口。`batchdesk watch ID` 不需要显示器。</translation>
        </message>
        <message>
            <source>No display was found: the demo runs in the terminal, and ends by itself.</source>
            <translation>没有找到显示器：演示将在终端里运行，并会自动结束。</translation>
        </message>
        <message>
            <source>Nothing came on standard input.</source>
            <translation>标准输入没有内容。</translation>
        </message>
        <message>
            <source>Only batches added since: 2026-11-01, today, yesterday, 7d, 24h.</source>
            <translation>只看此后添加的批次：2026-11-01、today、yesterday、7d、24h。</translation>
        </message>
        <message>
            <source>Only batches added until: a time, or a day, which counts to its end.</source>
            <translation>只列出此时之前添加的批次；写日期则含当天。</translation>
        </message>
        <message>
            <source>Only batches of this merchant; may be repeated.</source>
            <translation>只列出该商家的批次；可重复。</translation>
        </message>
        <message>
            <source>Only batches of this server; may be repeated.</source>
            <translation>只列出该服务器的批次；可重复。</translation>
        </message>
        <message>
            <source>Only batches that took longer: 90, 90s, 2m, 1h, 1:30.</source>
            <translation>只列出用时更长的批次：90、90s、2m、1h、1:30。</translation>
        </message>
        <message>
            <source>Only batches with an error.</source>
            <translation>只列出有错误的批次。</translation>
        </message>
        <message>
            <source>Only batches with this status; may be repeated.</source>
            <translation>只看此状态的批次；可重复使用。</translation>
        </message>
        <message>
            <source>Only batches with this tag; may be repeated.</source>
            <translation>只列出带此标签的批次；可重复。</translation>
        </message>
        <message>
            <source>Open on a server inside the program; keeps nothing.</source>
            <translation>用程序内置的服务器打开演示；不保留任何内容。</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>选项</translation>
        </message>
        <message>
            <source>Part of an id, label, error text, note or tag.</source>
            <translation>批次 ID、名称、错误信息、备注或标签中的一部分。</translation>
        </message>
        <message>
            <source>Print what helps to find a fault, without tokens, e-mail addresses and batch texts.</source>
            <translation>打印有助于查找故障的信息，不含令牌、邮箱地址和文案。</translation>
        </message>
        <message>
            <source>Put batchdesk into the menu of a Linux desktop, or take it out again.</source>
            <translation>把 batchdesk 加入 Linux 桌面的菜单，或从中移除。</translation>
        </message>
        <message>
            <source>Qt cannot be loaded: {reason}. `batchdesk watch ID` works without.</source>
            <translation>无法加载 Qt：{reason}。`batchdesk watch ID` 不需要 Qt。</translation>
        </message>
        <message>
            <source>Read a session cookie from stdin instead.</source>
            <translation>改为从标准输入读取会话 Cookie。</translation>
        </message>
        <message>
            <source>Read: {share}</source>
            <translation>已读取：{share}</translation>
        </message>
        <message>
            <source>Run the protocol guide's six checks on a server of its own.</source>
            <translation>用自带的服务器完成协议指南中的六项检查。</translation>
        </message>
        <message>
            <source>See `{command} --help`.</source>
            <translation>请参阅 `{command} --help`。</translation>
        </message>
        <message>
            <source>Serve like the real server, on this computer alone.</source>
            <translation>仅在本机模拟真实服务器。</translation>
        </message>
        <message>
            <source>Show the version.</source>
            <translation>显示版本。</translation>
        </message>
        <message>
            <source>Show this help.</source>
            <translation>显示此帮助。</translation>
        </message>
        <message>
            <source>Sign in to a server. The session is kept in the system's keyring.</source>
            <translation>登录服务器。会话保存在系统密钥环中。</translation>
        </message>
        <message>
            <source>Sign in with e-mail and code; the code is asked for, or on stdin.</source>
            <translation>用邮箱和验证码登录；验证码会询问，或从标准输入读取。</translation>
        </message>
        <message>
            <source>Something went wrong inside the program ({fault}). What is known of it stands in {folder}; please report it.</source>
            <translation>程序内部出错（{fault}）。详细信息在 {folder} 中，请反馈给我们。</translation>
        </message>
        <message>
            <source>Start hidden in the tray at login as well.</source>
            <translation>登录时也在托盘中隐藏启动。</translation>
        </message>
        <message>
            <source>Start in the tray, as at login.</source>
            <translation>在托盘中启动，与登录时相同。</translation>
        </message>
        <message>
            <source>Start without settings, tray, keyring, network and platform plugins.</source>
            <translation>启动时不使用设置、托盘、密钥环、网络和平台插件。</translation>
        </message>
        <message>
            <source>Take away what install has written.</source>
            <translation>删除 install 写入的内容。</translation>
        </message>
        <message>
            <source>The batchdesk that is running adds it to its history…</source>
            <translation>正在运行的 batchdesk 正在并入历史…</translation>
        </message>
        <message>
            <source>The copy is in {path}.</source>
            <translation>副本已保存到 {path}。</translation>
        </message>
        <message>
            <source>The server to examine, else the known one.</source>
            <translation>要检查的服务器；不指定时为已知的那一台。</translation>
        </message>
        <message>
            <source>The server's address.</source>
            <translation>服务器地址。</translation>
        </message>
        <message>
            <source>The system refused: {reason}.</source>
            <translation>系统拒绝了操作：{reason}。</translation>
        </message>
        <message>
            <source>There is no command {name}.</source>
            <translation>没有 {name} 这个命令。</translation>
        </message>
        <message>
            <source>There is no option {name}.</source>
            <translation>没有 {name} 这个选项。</translation>
        </message>
        <message>
            <source>Usage: </source>
            <translation>用法：</translation>
        </message>
        <message>
            <source>Watch batches to their end without a screen.</source>
            <translation>在终端里关注批次，直到结束。</translation>
        </message>
        <message>
            <source>Watches content-generation batches. Without a command it opens the window; with links or a batch's web addresses it adds them to the window that is open.</source>
            <translation>实时关注文案生成批次。不带命令时打开窗口；带链接或批次网址时，把它们加到已打开的窗口。</translation>
        </message>
        <message>
            <source>Write launcher, icons and the handler of links.</source>
            <translation>写入启动器、图标和链接处理程序。</translation>
        </message>
        <message>
            <source>Write the history as CSV, JSON lines, Markdown or an HTML report, offline.</source>
            <translation>把历史导出为 CSV、JSON 行、Markdown 或 HTML 报告，无需联网。</translation>
        </message>
        <message>
            <source>Your own name for it; of several, each gets a number.</source>
            <translation>自定义名称；多个批次会自动编号。</translation>
        </message>
        <message>
            <source>Your own word for what belongs together; may be repeated.</source>
            <translation>自定义标签，用于归类；可重复使用。</translation>
        </message>
        <message>
            <source>a date such as 2026-11-01, today, yesterday, 7d, 24h</source>
            <translation>日期（如 2026-11-01）、today、yesterday、7d、24h</translation>
        </message>
        <message>
            <source>a time such as 90, 90s, 2m, 1h, 1:30</source>
            <translation>时长，如 90、90s、2m、1h、1:30</translation>
        </message>
        <message>
            <source>batchdesk is in the menu: {path}.</source>
            <translation>batchdesk 已加入菜单：{path}。</translation>
        </message>
        <message>
            <source>batchdesk is no longer in the menu. Your data stays.</source>
            <translation>batchdesk 已从菜单中移除，你的数据仍然保留。</translation>
        </message>
        <message numerus="yes">
            <source>{done} of %n batches</source>
            <translation>
                <numerusform>{done}/%n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} goes with --format {form} only.</source>
            <translation>{name} 只能与 --format {form} 一起使用。</translation>
        </message>
        <message>
            <source>{name} is missing.</source>
            <translation>缺少 {name}。</translation>
        </message>
        <message>
            <source>{name} is one argument too many.</source>
            <translation>多了一个参数：{name}。</translation>
        </message>
        <message>
            <source>{name} needs a value.</source>
            <translation>{name} 需要一个值。</translation>
        </message>
        <message>
            <source>{name} takes a file that is there and can be read.</source>
            <translation>{name} 需为已有且可读的文件。</translation>
        </message>
        <message>
            <source>{name} takes a file, not a folder.</source>
            <translation>{name} 需为文件，不能是文件夹。</translation>
        </message>
        <message>
            <source>{name} takes a folder.</source>
            <translation>{name} 需为文件夹。</translation>
        </message>
        <message>
            <source>{name} takes a number: {range}.</source>
            <translation>{name} 需为数字：{range}。</translation>
        </message>
        <message>
            <source>{name} takes a whole number: {range}.</source>
            <translation>{name} 需为整数：{range}。</translation>
        </message>
        <message>
            <source>{name} takes no command beside it.</source>
            <translation>{name} 不能和其他命令一起使用。</translation>
        </message>
        <message>
            <source>{name} takes no value.</source>
            <translation>{name} 不带值。</translation>
        </message>
        <message>
            <source>{name} takes one of these: {words}.</source>
            <translation>{name} 只能是：{words}。</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Choose another file.</source>
            <translation>无法写入 {path}：{reason}。请换一个文件。</translation>
        </message>
        <message>
            <source>{path} is the history now.</source>
            <translation>{path} 现在就是历史记录。</translation>
        </message>
        <message>
            <source>{path} is there already. Choose another name, or move that file.</source>
            <translation>{path} 已存在。请换一个名称，或移走该文件。</translation>
        </message>
    </context>
    <context>
        <name>Connection</name>
        <message>
            <source>an event made no sense, skipped: {reason}</source>
            <translation>有事件无法理解，已跳过：{reason}</translation>
        </message>
        <message>
            <source>an event was too large</source>
            <translation>事件过大</translation>
        </message>
        <message>
            <source>broken off: {reason}</source>
            <translation>连接中断：{reason}</translation>
        </message>
        <message>
            <source>certificate not trusted: {reason}</source>
            <translation>证书不受信任：{reason}</translation>
        </message>
        <message>
            <source>closed</source>
            <translation>已断开</translation>
        </message>
        <message>
            <source>gone; the server says: {message}</source>
            <translation>已不存在；服务器消息：{message}</translation>
        </message>
        <message>
            <source>no byte for {seconds} s: taken for dead</source>
            <translation>{seconds} 秒没有任何数据：视为已断开</translation>
        </message>
        <message>
            <source>no event stream ({answer})</source>
            <translation>返回的不是事件流（{answer}）</translation>
        </message>
        <message>
            <source>not found or no access</source>
            <translation>不存在或无权访问</translation>
        </message>
        <message>
            <source>not reached through the proxy {proxy}: {reason}</source>
            <translation>无法通过代理 {proxy} 连接：{reason}</translation>
        </message>
        <message>
            <source>not reached: {reason}</source>
            <translation>无法连接：{reason}</translation>
        </message>
        <message>
            <source>not signed in (401): waits for a sign-in</source>
            <translation>未登录（401）：等待登录</translation>
        </message>
        <message>
            <source>open</source>
            <translation>已连接</translation>
        </message>
        <message>
            <source>open; the last sign of life came at {time}</source>
            <translation>已连接；最后一次收到信号在 {time}</translation>
        </message>
        <message>
            <source>opening</source>
            <translation>正在连接</translation>
        </message>
        <message>
            <source>opening, attempt {number}</source>
            <translation>正在连接，第 {number} 次尝试</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>the machine has slept: opened anew</source>
            <translation>电脑休眠过：重新连接</translation>
        </message>
        <message>
            <source>the network has changed: opened anew</source>
            <translation>网络有变化：重新连接</translation>
        </message>
        <message>
            <source>the server answered {code}</source>
            <translation>服务器返回 {code}</translation>
        </message>
        <message>
            <source>the server says that the batch has ended</source>
            <translation>服务器通知批次已结束</translation>
        </message>
        <message>
            <source>the server says: {message}</source>
            <translation>服务器消息：{message}</translation>
        </message>
        <message>
            <source>the way to the server was changed: opened anew</source>
            <translation>访问服务器的方式已更改：重新连接</translation>
        </message>
        <message>
            <source>this machine allows no more connections</source>
            <translation>本机不允许更多连接</translation>
        </message>
        <message>
            <source>tried at once, as you asked</source>
            <translation>按你的要求立即尝试</translation>
        </message>
        <message>
            <source>until {time}: nothing could be heard of the server</source>
            <translation>至 {time}：收不到服务器的任何消息</translation>
        </message>
        <message>
            <source>until {time}: the program was not running</source>
            <translation>至 {time}：程序未运行</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} 秒</translation>
        </message>
        <message>
            <source>{trouble}; attempt {number} in {wait}</source>
            <translation>{trouble}；{wait}后第 {number} 次尝试</translation>
        </message>
    </context>
    <context>
        <name>Detail</name>
        <message numerus="yes">
            <source>%n batches are chosen.</source>
            <translation>
                <numerusform>已选中 %n 个批次。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n texts, fetched {when}.</source>
            <translation>
                <numerusform>{when}获取了 %n 条文案。</numerusform>
            </translation>
        </message>
        <message>
            <source>A note of your own</source>
            <translation>写一条自己的备注</translation>
        </message>
        <message>
            <source>After</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>As the rules say</source>
            <translation>按规则</translation>
        </message>
        <message>
            <source>As the server sent it</source>
            <translation>服务器发来的原文</translation>
        </message>
        <message>
            <source>At</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Choose a batch to see all that is known of it.</source>
            <translation>选择一个批次，查看它的全部信息。</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>文案</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>全部复制</translation>
        </message>
        <message>
            <source>Copy all texts of the batch</source>
            <translation>复制该批次的全部文案</translation>
        </message>
        <message>
            <source>Copy id</source>
            <translation>复制 ID</translation>
        </message>
        <message>
            <source>Copy the text of copy {number}</source>
            <translation>复制文案 {number} 的内容</translation>
        </message>
        <message>
            <source>Copy this text</source>
            <translation>复制这条文案</translation>
        </message>
        <message>
            <source>Copy what happened</source>
            <translation>复制连接记录</translation>
        </message>
        <message>
            <source>Copy {number}</source>
            <translation>文案 {number}</translation>
        </message>
        <message>
            <source>Do not tell me</source>
            <translation>不通知我</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>结束时间</translation>
        </message>
        <message>
            <source>Error message</source>
            <translation>错误信息</translation>
        </message>
        <message>
            <source>Fetch again</source>
            <translation>重新获取</translation>
        </message>
        <message>
            <source>Fetch now</source>
            <translation>立即获取</translation>
        </message>
        <message>
            <source>JSON of the version</source>
            <translation>该版本的 JSON</translation>
        </message>
        <message>
            <source>Keep for ever</source>
            <translation>永久保留</translation>
        </message>
        <message>
            <source>Last word</source>
            <translation>最近消息</translation>
        </message>
        <message>
            <source>Markdown</source>
            <translation>Markdown</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>More of the batch</source>
            <translation>批次的更多信息</translation>
        </message>
        <message>
            <source>No text was made.</source>
            <translation>未生成任何文案。</translation>
        </message>
        <message>
            <source>Not kept</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Nothing has happened since the program was started.</source>
            <translation>程序启动以来没有任何连接活动。</translation>
        </message>
        <message>
            <source>Notification</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Tell me when it ends</source>
            <translation>结束时通知我</translation>
        </message>
        <message>
            <source>The batch chosen</source>
            <translation>选中的批次</translation>
        </message>
        <message>
            <source>The connection broke: {reason}. Fetch the texts again.</source>
            <translation>连接中断：{reason}。请重新获取文案。</translation>
        </message>
        <message>
            <source>The first {shown} are shown; copying all takes all of them.</source>
            <translation>仅显示前 {shown} 条；全部复制时包含所有文案。</translation>
        </message>
        <message>
            <source>The first {shown} of {all} characters are shown; an export has all of them.</source>
            <translation>仅显示前 {shown} 个字符，共 {all} 个；导出的文件包含全文。</translation>
        </message>
        <message>
            <source>The first {shown} of {all} characters are shown; copying takes all of them.</source>
            <translation>仅显示全部 {all} 个字符中的前 {shown} 个；复制时包含全文。</translation>
        </message>
        <message>
            <source>The note of {name} was changed.</source>
            <translation>已修改“{name}”的备注。</translation>
        </message>
        <message>
            <source>The server answered {code} and cannot give the texts now. Try again in a while.</source>
            <translation>服务器返回 {code}，暂时无法提供文案。请稍后重试。</translation>
        </message>
        <message>
            <source>The tags of {name} were changed.</source>
            <translation>已修改“{name}”的标签。</translation>
        </message>
        <message>
            <source>The texts are being fetched…</source>
            <translation>正在获取文案…</translation>
        </message>
        <message>
            <source>The texts are fetched when the batch has ended, or now, as far as there are any.</source>
            <translation>批次结束后会自动获取文案；也可立即获取已生成的部分。</translation>
        </message>
        <message>
            <source>The texts are too large to be fetched. Open the batch's page in the browser.</source>
            <translation>文案内容过大，无法获取。请在浏览器中打开批次页面。</translation>
        </message>
        <message>
            <source>This server does not hand out texts. They are on the batch's page: open it in the browser.</source>
            <translation>该服务器不提供文案内容。请在浏览器中打开批次页面查看。</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>What happened with the connection</source>
            <translation>连接记录</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Without a label</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>not made</source>
            <translation>未生成</translation>
        </message>
        <message>
            <source>spring, launch</source>
            <translation>春季，上新</translation>
        </message>
        <message>
            <source>v{first} to v{last} not seen</source>
            <translation>未收到 v{first} 至 v{last}</translation>
        </message>
        <message>
            <source>v{version} not seen</source>
            <translation>未收到 v{version}</translation>
        </message>
        <message>
            <source>{status} · {copies}</source>
            <translation>{status} · {copies}</translation>
        </message>
        <message>
            <source>{total} ({prompt} prompt, {completion} completion)</source>
            <translation>{total}（输入 {prompt}，输出 {completion}）</translation>
        </message>
    </context>
    <context>
        <name>Doctor</name>
        <message>
            <source>It is a batch server.</source>
            <translation>是批次服务器。</translation>
        </message>
        <message>
            <source>Name a batch to examine this too.</source>
            <translation>指定一个批次即可检查此项。</translation>
        </message>
        <message>
            <source>No server to ask: name one with --server.</source>
            <translation>没有可检查的服务器：请用 --server 指定。</translation>
        </message>
        <message>
            <source>Not asked, because of the failure above.</source>
            <translation>因上面的失败而未检查。</translation>
        </message>
        <message>
            <source>Nothing has been written yet.</source>
            <translation>还没有写入任何内容。</translation>
        </message>
        <message>
            <source>Nothing shows notifications in this session: ends are told at the tray's icon, or when the window is opened. Start a notification daemon.</source>
            <translation>此会话中没有显示通知的服务：批次结束时只在托盘图标处提示，或在打开窗口时提示。请启动通知服务。</translation>
        </message>
        <message>
            <source>Sessions are kept in the system's keyring.</source>
            <translation>会话保存在系统密钥环中。</translation>
        </message>
        <message>
            <source>Something answers there.</source>
            <translation>该地址有响应。</translation>
        </message>
        <message>
            <source>TLS</source>
            <translation>TLS</translation>
        </message>
        <message>
            <source>The address is not encrypted.</source>
            <translation>该地址未加密。</translation>
        </message>
        <message>
            <source>The batch is there.</source>
            <translation>批次存在。</translation>
        </message>
        <message>
            <source>The certificate is trusted.</source>
            <translation>证书受信任。</translation>
        </message>
        <message>
            <source>The server knows you.</source>
            <translation>服务器认可你的登录。</translation>
        </message>
        <message>
            <source>The stream is alive, or its batch has ended.</source>
            <translation>事件流正常，或批次已结束。</translation>
        </message>
        <message>
            <source>The stream opens.</source>
            <translation>事件流可以打开。</translation>
        </message>
        <message>
            <source>The system's own notifications are used.</source>
            <translation>使用系统自带的通知。</translation>
        </message>
        <message>
            <source>There is no desktop session here to ask.</source>
            <translation>这里没有桌面会话可供检查。</translation>
        </message>
        <message>
            <source>There is none; the session comes from BATCHDESK_SESSION_TOKEN.</source>
            <translation>没有密钥环；会话来自 BATCHDESK_SESSION_TOKEN。</translation>
        </message>
        <message>
            <source>You may see the batch's merchant.</source>
            <translation>你有该批次所属商家的访问权限。</translation>
        </message>
        <message>
            <source>address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>database</source>
            <translation>数据库</translation>
        </message>
        <message>
            <source>desktop-notifier is not installed: ends are told at the tray's icon, or when the window is opened.</source>
            <translation>未安装 desktop-notifier：批次结束时只在托盘图标处提示，或在打开窗口时提示。</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>heartbeat</source>
            <translation>心跳</translation>
        </message>
        <message>
            <source>keyring</source>
            <translation>密钥环</translation>
        </message>
        <message>
            <source>merchant access</source>
            <translation>商家权限</translation>
        </message>
        <message>
            <source>notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>sign-in</source>
            <translation>登录</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>stream</source>
            <translation>事件流</translation>
        </message>
        <message>
            <source>{name} shows notifications, and says when one is clicked.</source>
            <translation>由 {name} 显示通知，点击可打开对应批次。</translation>
        </message>
        <message>
            <source>{name} shows notifications, but cannot say when one is clicked.</source>
            <translation>由 {name} 显示通知，但不支持点击。</translation>
        </message>
        <message>
            <source>{path} is damaged: {complaint}.</source>
            <translation>{path} 已损坏：{complaint}。</translation>
        </message>
        <message>
            <source>{path} is sound.</source>
            <translation>{path} 完好。</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message numerus="yes">
            <source>%n batches were exported to {path}.</source>
            <translation>
                <numerusform>已将 %n 个批次导出到 {path}。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n chosen batches</source>
            <translation>
                <numerusform>选中的 %n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>Added</source>
            <translation>添加时间</translation>
        </message>
        <message>
            <source>Added before {time}</source>
            <translation>添加于 {time} 前</translation>
        </message>
        <message>
            <source>Added from {time}</source>
            <translation>添加于 {time} 起</translation>
        </message>
        <message>
            <source>All batches</source>
            <translation>全部批次</translation>
        </message>
        <message>
            <source>As</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Batch report</source>
            <translation>批次报告</translation>
        </message>
        <message>
            <source>Batches</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>CSV, for spreadsheets</source>
            <translation>CSV，用于电子表格</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>文案</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Error, tags and note</source>
            <translation>错误、标签与备注</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export batches</source>
            <translation>导出批次</translation>
        </message>
        <message>
            <source>Export to</source>
            <translation>导出到</translation>
        </message>
        <message numerus="yes">
            <source>Exporting to {name}: {done} of %n batches</source>
            <translation>
                <numerusform>正在导出到 {name}：{done}/%n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>Exporting to {name}…</source>
            <translation>正在导出到 {name}…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>For Excel: begin with a byte order mark</source>
            <translation>供 Excel 打开：文件开头加字节顺序标签（BOM）</translation>
        </message>
        <message>
            <source>JSON lines, for programs</source>
            <translation>JSON 行，用于程序</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Longer than {time}</source>
            <translation>用时超过 {time}</translation>
        </message>
        <message>
            <source>Made {time} by batchdesk</source>
            <translation>batchdesk 生成于 {time}</translation>
        </message>
        <message>
            <source>Markdown, a table in text</source>
            <translation>Markdown 表格</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>One line a copy, each with all that is known of its batch.</source>
            <translation>每篇文案一行，并附上其批次的全部信息。</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Replace it</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Report, a page to hand on</source>
            <translation>网页报告，便于转发</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Success rate</source>
            <translation>成功率</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>The export was cancelled; no file was written.</source>
            <translation>导出已取消，没有写入文件。</translation>
        </message>
        <message numerus="yes">
            <source>The newest %n</source>
            <translation>
                <numerusform>最新 %n 个</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The newest {newest} of %n batches are listed.</source>
            <translation>
                <numerusform>共 %n 个批次，下表列出最新的 {newest} 个。</numerusform>
            </translation>
        </message>
        <message>
            <source>The numbers</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Took, median</source>
            <translation>用时中位数</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>With an error</source>
            <translation>有错误</translation>
        </message>
        <message>
            <source>With every version and its exact JSON, to be imported again</source>
            <translation>包含每个版本及其原始 JSON，可再次导入</translation>
        </message>
        <message>
            <source>With the texts of the copies that are kept here</source>
            <translation>带上本机已保存的文案</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>已消失</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Choose another file.</source>
            <translation>无法写入 {path}：{reason}。请换一个文件。</translation>
        </message>
        <message>
            <source>{path} is there already.</source>
            <translation>{path} 已存在。</translation>
        </message>
        <message>
            <source>{what}: {values}</source>
            <translation>{what}：{values}</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>%n 个批次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n times nothing could be heard</source>
            <translation>
                <numerusform>%n 次无法接收消息</numerusform>
            </translation>
        </message>
        <message>
            <source>Add batches…</source>
            <translation>添加批次…</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>添加时间</translation>
        </message>
        <message>
            <source>Any day</source>
            <translation>不限日期</translation>
        </message>
        <message>
            <source>Any duration</source>
            <translation>不限用时</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>对比</translation>
        </message>
        <message>
            <source>Days of my own…</source>
            <translation>自选日期…</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Error or note</source>
            <translation>错误或备注</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Fewer filters, or fewer words, find more.</source>
            <translation>减少筛选条件或关键词，可以找到更多。</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>起始日期</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Keep for ever</source>
            <translation>永久保留</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>最近 30 天</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>最近 7 天</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>结束日期</translation>
        </message>
        <message>
            <source>Last year</source>
            <translation>最近一年</translation>
        </message>
        <message>
            <source>Longer than</source>
            <translation>用时超过</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Note: {note}</source>
            <translation>备注：{note}</translation>
        </message>
        <message>
            <source>Nothing was found</source>
            <translation>没有找到批次</translation>
        </message>
        <message>
            <source>Nothing was watched yet</source>
            <translation>还没有关注过批次</translation>
        </message>
        <message>
            <source>Search the history</source>
            <translation>搜索历史</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Show in the table, if it is watched</source>
            <translation>若正在关注，则在表格中显示</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>Two batches compared</source>
            <translation>两个批次对比</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Watch again</source>
            <translation>重新关注</translation>
        </message>
        <message>
            <source>What is added to the table stays here for ever.</source>
            <translation>加到列表里的批次会一直保存在这里。</translation>
        </message>
        <message>
            <source>With error</source>
            <translation>有错误</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>not heard of</source>
            <translation>尚无消息</translation>
        </message>
        <message>
            <source>{field} ≠</source>
            <translation>{field} ≠</translation>
        </message>
        <message>
            <source>{field}, different</source>
            <translation>{field}，不同</translation>
        </message>
        <message>
            <source>{filter}: {chosen}</source>
            <translation>{filter}：{chosen}</translation>
        </message>
        <message>
            <source>{number} batches and more…</source>
            <translation>{number} 个批次，仍在统计…</translation>
        </message>
        <message>
            <source>{status} {time}</source>
            <translation>{status} {time}</translation>
        </message>
    </context>
    <context>
        <name>Import</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Adding to the history: {share}</source>
            <translation>正在并入历史：{share}</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>All of it is here already. At most labels, notes and tags are added where there are none.</source>
            <translation>这些批次本机都有。最多只会补上这里没有的名称、备注和标签。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Copying the history as it is: {share}</source>
            <translation>正在备份现有的历史：{share}</translation>
        </message>
        <message>
            <source>Exports and databases (*.jsonl *.json *.sqlite *.db)</source>
            <translation>导出文件和数据库 (*.jsonl *.json *.sqlite *.db)</translation>
        </message>
        <message>
            <source>First keep a copy of the history as it is now</source>
            <translation>先备份现有的历史</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Import a history</source>
            <translation>导入历史</translation>
        </message>
        <message>
            <source>Import a history…</source>
            <translation>导入历史…</translation>
        </message>
        <message>
            <source>Nothing is replaced by something older, and nothing of it is told as if it had ended now. Labels, notes and tags are taken where there are none here.</source>
            <translation>不会用旧的覆盖新的，也不会把其中的批次当作刚结束来提醒。这里没有的名称、备注和标签会一并补上。</translation>
        </message>
        <message>
            <source>Reading what is to be imported: {share}</source>
            <translation>正在读取要导入的内容：{share}</translation>
        </message>
        <message>
            <source>Show the history</source>
            <translation>查看历史</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>The import is complete. New batches: {new}. Added to: {newer}. Known already: {known}.</source>
            <translation>导入完成。新批次：{new}，补充：{newer}，已有：{known}。</translation>
        </message>
        <message>
            <source>The import needs a file that cannot be used ({reason}). Nothing was changed.</source>
            <translation>导入所需的文件无法使用（{reason}）。没有改动任何内容。</translation>
        </message>
        <message>
            <source>The import was cancelled; nothing was changed.</source>
            <translation>已取消导入，没有改动任何内容。</translation>
        </message>
        <message>
            <source>The import was stopped. What was added until then stays; import again to go on.</source>
            <translation>导入已停止。已并入的部分会保留；要继续，请再导入一次。</translation>
        </message>
        <message>
            <source>There is no batch in it.</source>
            <translation>文件里没有批次。</translation>
        </message>
        <message>
            <source>in all</source>
            <translation>个批次</translation>
        </message>
        <message>
            <source>known already</source>
            <translation>个已有</translation>
        </message>
        <message>
            <source>new</source>
            <translation>个新批次</translation>
        </message>
        <message>
            <source>newer or fuller</source>
            <translation>个更新或更全</translation>
        </message>
        <message>
            <source>not in the history yet</source>
            <translation>历史里还没有</translation>
        </message>
        <message>
            <source>they stay as they are</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <source>versions are added that are missing here</source>
            <translation>补上这里缺少的版本</translation>
        </message>
        <message numerus="yes">
            <source>with %n versions</source>
            <translation>
                <numerusform>共 %n 个版本</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Inbox</name>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>Each end is noted here, with where it was shown.</source>
            <translation>每个批次的结果都会记在这里，并注明在哪里提醒过。</translation>
        </message>
        <message>
            <source>Ends of batches</source>
            <translation>批次结束记录</translation>
        </message>
        <message>
            <source>Everything has been read</source>
            <translation>全部已读</translation>
        </message>
        <message>
            <source>Mark all as read</source>
            <translation>全部标为已读</translation>
        </message>
        <message>
            <source>No batch has ended yet</source>
            <translation>还没有批次结束</translation>
        </message>
        <message>
            <source>Nothing in the inbox matches</source>
            <translation>收件箱里没有匹配的内容</translation>
        </message>
        <message>
            <source>Open the batch</source>
            <translation>打开批次</translation>
        </message>
        <message>
            <source>Search the inbox</source>
            <translation>搜索收件箱</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Show what is watched</source>
            <translation>查看正在关注的批次</translation>
        </message>
        <message numerus="yes">
            <source>The %n batches of one message</source>
            <translation>
                <numerusform>同一条通知中的 %n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>Unread only</source>
            <translation>仅未读</translation>
        </message>
        <message>
            <source>not shown</source>
            <translation>未提示</translation>
        </message>
        <message>
            <source>not shown yet</source>
            <translation>尚未提示</translation>
        </message>
        <message>
            <source>not shown yet: nothing here shows notifications</source>
            <translation>尚未显示：此桌面没有通知服务</translation>
        </message>
        <message>
            <source>not shown: by a rule</source>
            <translation>未提示：按规则</translation>
        </message>
        <message>
            <source>not shown: notifications were paused</source>
            <translation>未提示：通知已暂停</translation>
        </message>
        <message>
            <source>not shown: quiet hours</source>
            <translation>未提示：免打扰时段</translation>
        </message>
        <message>
            <source>not shown: this batch is muted</source>
            <translation>未提示：此批次已静音</translation>
        </message>
        <message>
            <source>not shown: waits for the others</source>
            <translation>未提示：等待同组其他批次</translation>
        </message>
        <message>
            <source>shown</source>
            <translation>已提示</translation>
        </message>
        <message>
            <source>shown as a notification</source>
            <translation>已用通知提示</translation>
        </message>
        <message>
            <source>shown at the tray icon</source>
            <translation>已在托盘图标处提示</translation>
        </message>
        <message>
            <source>shown in a digest</source>
            <translation>已在汇总中提示</translation>
        </message>
        <message>
            <source>shown in a terminal</source>
            <translation>已在终端中提示</translation>
        </message>
        <message>
            <source>shown in the window</source>
            <translation>已在窗口中提示</translation>
        </message>
        <message>
            <source>unread</source>
            <translation>未读</translation>
        </message>
        <message>
            <source>{outcome} after {time}</source>
            <translation>{outcome}，用时 {time}</translation>
        </message>
    </context>
    <context>
        <name>Insights</name>
        <message numerus="yes">
            <source>%n batches</source>
            <translation>
                <numerusform>%n 个批次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ended</source>
            <translation>
                <numerusform>%n 个已结束</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tokens</source>
            <translation>
                <numerusform>%n 个 token</numerusform>
            </translation>
        </message>
        <message>
            <source>99 in 100</source>
            <translation>99% 不超过</translation>
        </message>
        <message>
            <source>A longer time, fewer filters, or fewer words find more.</source>
            <translation>放宽时间、减少筛选条件或关键词，可以找到更多。</translation>
        </message>
        <message>
            <source>Add batches…</source>
            <translation>添加批次…</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>添加日期</translation>
        </message>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Arrow keys walk the numbers, Enter shows their batches.</source>
            <translation>用方向键逐个查看数字，按回车键查看对应的批次。</translation>
        </message>
        <message>
            <source>As numbers</source>
            <translation>以表格显示</translation>
        </message>
        <message>
            <source>Batches</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Batches by outcome</source>
            <translation>各结果的批次数</translation>
        </message>
        <message>
            <source>Busiest hours</source>
            <translation>繁忙时段</translation>
        </message>
        <message>
            <source>Copy the numbers</source>
            <translation>复制数据</translation>
        </message>
        <message>
            <source>Distribution of durations</source>
            <translation>用时分布</translation>
        </message>
        <message>
            <source>Duration by day</source>
            <translation>每日用时</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>Hour</source>
            <translation>时刻</translation>
        </message>
        <message>
            <source>Narrow the charts</source>
            <translation>筛选图表</translation>
        </message>
        <message>
            <source>No batch in this time has a duration.</source>
            <translation>这段时间的批次都没有用时记录。</translation>
        </message>
        <message>
            <source>No batches in this time.</source>
            <translation>这段时间没有批次。</translation>
        </message>
        <message>
            <source>No batches to count here</source>
            <translation>这个范围内没有批次</translation>
        </message>
        <message>
            <source>No server said how many tokens were used.</source>
            <translation>服务器没有给出 token 用量。</translation>
        </message>
        <message>
            <source>Nothing ended in this time.</source>
            <translation>这段时间没有批次结束。</translation>
        </message>
        <message>
            <source>Nothing was watched yet</source>
            <translation>还没有关注过批次</translation>
        </message>
        <message>
            <source>Once batches have ended, this shows how long they take and how they end.</source>
            <translation>批次结束后，这里会显示它们用了多久、结果如何。</translation>
        </message>
        <message>
            <source>Save as a picture</source>
            <translation>保存为图片</translation>
        </message>
        <message>
            <source>Save as a picture…</source>
            <translation>保存为图片…</translation>
        </message>
        <message>
            <source>Say the next value</source>
            <translation>读出下一个数值</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Show its batches in the history</source>
            <translation>在历史中显示对应的批次</translation>
        </message>
        <message>
            <source>Success rate</source>
            <translation>成功率</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Token 用量</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>nine in ten</source>
            <translation>九成不超过</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first}至{last}</translation>
        </message>
        <message>
            <source>{path} could not be written ({reason}).</source>
            <translation>无法写入 {path}（{reason}）。</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} 秒</translation>
        </message>
    </context>
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
        <message>
            <source>A batch</source>
            <translation>一个批次</translation>
        </message>
        <message>
            <source>Connected again</source>
            <translation>连接已恢复</translation>
        </message>
        <message numerus="yes">
            <source>During quiet hours: %n batches ended</source>
            <translation>
                <numerusform>免打扰时段有 %n 个批次结束</numerusform>
            </translation>
        </message>
        <message>
            <source>It watches and tells you when a batch ends. Quit it in the tray's menu.</source>
            <translation>程序会继续关注批次，并在批次结束时通知你。要退出，请使用托盘菜单。</translation>
        </message>
        <message>
            <source>No server can be reached</source>
            <translation>所有服务器都无法连接</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open in browser</source>
            <translation>在浏览器中打开</translation>
        </message>
        <message>
            <source>The batches go on without us. It is tried again by itself, and you are told.</source>
            <translation>批次仍在服务器上继续。程序会自动重试，恢复后会通知你。</translation>
        </message>
        <message>
            <source>The batches go on without us. Sign in again to hear of them.</source>
            <translation>批次仍在服务器上继续。请重新登录，以便接着收到进展。</translation>
        </message>
        <message numerus="yes">
            <source>The last of %n batches has ended</source>
            <translation>
                <numerusform>%n 个批次已全部结束</numerusform>
            </translation>
        </message>
        <message>
            <source>The session has ended</source>
            <translation>登录已失效</translation>
        </message>
        <message>
            <source>What happened meanwhile is in the table.</source>
            <translation>期间的变化已显示在列表中。</translation>
        </message>
        <message numerus="yes">
            <source>While notifications were paused: %n batches ended</source>
            <translation>
                <numerusform>暂停通知期间有 %n 个批次结束</numerusform>
            </translation>
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
            <source>batchdesk goes on in the tray</source>
            <translation>batchdesk 仍在托盘中运行</translation>
        </message>
        <message>
            <source>{outcome} after {time}</source>
            <translation>{outcome}，用时 {time}</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>Nothing here is called that. Enter looks for “{typed}” in the history.</source>
            <translation>没有同名的项目。按回车键在历史记录中查找“{typed}”。</translation>
        </message>
        <message>
            <source>Type the name of a command, a filter, a server or a batch</source>
            <translation>输入命令、筛选、服务器或批次的名称</translation>
        </message>
        <message>
            <source>What fits</source>
            <translation>匹配项</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>作用</translation>
        </message>
        <message>
            <source>batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>saved filter</source>
            <translation>已保存的筛选</translation>
        </message>
        <message>
            <source>server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>tag</source>
            <translation>标签</translation>
        </message>
    </context>
    <context>
        <name>Problem</name>
        <message>
            <source>A newer batchdesk has written {path}. Nothing is changed in it: what comes in is shown and told, but it is not kept, and not in the inbox. Install that version to go on as usual.</source>
            <translation>{path} 由更新版本的 batchdesk 写过，这里不会改动它：收到的内容会照常显示和提醒，但不会保存，收件箱里也没有。请安装那个版本再继续使用。</translation>
        </message>
        <message>
            <source>Another batchdesk has the data folder {path} open. Close that one, or choose another folder with --data-dir.</source>
            <translation>数据文件夹 {path} 正被另一个 batchdesk 使用。请先关闭它，或用 --data-dir 指定其他文件夹。</translation>
        </message>
        <message>
            <source>Line {line} of {path} cannot be used ({key}: {reason}). It stays there, and counts again once it is mended.</source>
            <translation>{path} 第 {line} 行无法使用（{key}：{reason}）。这一行会原样保留，改正后即可生效。</translation>
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
            <source>The batch is gone; the server says: {message}. What was seen of it stays in the history.</source>
            <translation>批次已不存在，服务器的说明：{message}。此前收到的内容保留在历史记录中。</translation>
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
            <source>The database {path} is damaged. Start the window or a watch: the file is set aside, never deleted, and a new one is begun.</source>
            <translation>数据库 {path} 已损坏。请打开窗口或运行 watch：程序会另存原文件（绝不删除），并新建一个数据库。</translation>
        </message>
        <message numerus="yes">
            <source>The database {path} was damaged. %n batches could be read and are here again; the damaged file was set aside as {saved}: keep it until you know that nothing is missed.</source>
            <translation>
                <numerusform>数据库 {path} 已损坏，已从中救回 %n 个批次。损坏的文件另存为 {saved}，请在确认没有遗漏之前保留它。</numerusform>
            </translation>
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
            <source>The server cannot be reached through the proxy {proxy}: {reason}. Check the network, and the proxy in the settings of this server or of the system.</source>
            <translation>无法通过代理 {proxy} 连接服务器：{reason}。请检查网络，以及此服务器或系统设置中的代理。</translation>
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
            <source>The server knows no such merchant, or you are not its member. Check the id, or ask for access.</source>
            <translation>服务器上没有该商家，或你不是其成员。请核对 ID，或申请权限。</translation>
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
            <source>The setting {key} in {path} cannot be used ({reason}). It stays there, and counts again once it is mended.</source>
            <translation>{path} 中的设置 {key} 无法使用（{reason}）。该值会原样保留，改正后即可生效。</translation>
        </message>
        <message>
            <source>The settings could not be understood. The file was set aside as {saved}, and everything is as at the first start; choose again, or mend that file and rename it.</source>
            <translation>设置文件无法读懂，已另存为 {saved}，一切恢复为首次启动时的样子。请重新选择，或修好该文件后改回原名。</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be kept: {reason}. Give yourself access to that file and its folder.</source>
            <translation>无法保存 {path} 中的设置：{reason}。请检查该文件及其文件夹的权限。</translation>
        </message>
        <message>
            <source>The system's keyring cannot be used: {reason}. The session lasts until the program ends; to stay signed in, put the browser's cookie 'next-auth.session-token' into BATCHDESK_SESSION_TOKEN.</source>
            <translation>系统的密钥环无法使用：{reason}。会话只保留到程序结束；如需一直保持登录，请把浏览器里的 Cookie“next-auth.session-token”放进环境变量 BATCHDESK_SESSION_TOKEN。</translation>
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
            <source>This machine allows no more connections at once. Remove batches from the table, or raise the limit of open files (`ulimit -n`).</source>
            <translation>本机不允许同时打开更多连接。请从表格中移除一些批次，或提高打开文件数的上限（`ulimit -n`）。</translation>
        </message>
        <message>
            <source>This server has no list of batches. Add them by their ids or web addresses.</source>
            <translation>该服务器不提供批次列表。请用批次 ID 或网页地址添加。</translation>
        </message>
        <message>
            <source>What came in cannot be saved while another program writes to the database. It is kept in memory and tried again; close that program if this goes on.</source>
            <translation>另一个程序正在写数据库，收到的内容暂时无法保存。内容暂存在内存中，会继续重试；如果一直这样，请关闭那个程序。</translation>
        </message>
        <message>
            <source>What came in cannot be saved: the disk is full. It is kept in memory and tried again; free some space.</source>
            <translation>收到的内容无法保存：磁盘已满。内容暂存在内存中，会继续重试；请腾出一些空间。</translation>
        </message>
        <message>
            <source>What came in cannot be saved: {reason}. It is kept in memory and tried again; see that the folder can be written.</source>
            <translation>收到的内容无法保存：{reason}。内容暂存在内存中，会继续重试；请确认数据文件夹可以写入。</translation>
        </message>
        <message>
            <source>Which server is this batch on? Give the batch's web address, or name the server.</source>
            <translation>无法确定该批次在哪台服务器上。请给出批次网址，或指定服务器。</translation>
        </message>
        <message>
            <source>You are not signed in, or the session has ended. Sign in again, and everything goes on.</source>
            <translation>尚未登录，或登录已失效。重新登录后会自动继续。</translation>
        </message>
        <message>
            <source>another kind of value is expected</source>
            <translation>值的类型不对</translation>
        </message>
        <message>
            <source>closed by the server</source>
            <translation>服务器关闭了连接</translation>
        </message>
        <message>
            <source>connection refused</source>
            <translation>连接被拒绝</translation>
        </message>
        <message>
            <source>connection reset</source>
            <translation>连接被重置</translation>
        </message>
        <message>
            <source>it could not be opened</source>
            <translation>密钥环打不开</translation>
        </message>
        <message>
            <source>it is another program's database</source>
            <translation>它是别的程序的数据库</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>它已损坏</translation>
        </message>
        <message>
            <source>it is locked</source>
            <translation>密钥环已锁定</translation>
        </message>
        <message>
            <source>it is no JSON</source>
            <translation>它不是 JSON</translation>
        </message>
        <message>
            <source>it is no database</source>
            <translation>它不是数据库</translation>
        </message>
        <message>
            <source>it is no ordinary file</source>
            <translation>它不是普通文件</translation>
        </message>
        <message>
            <source>it refused to forget the session</source>
            <translation>密钥环拒绝删除会话</translation>
        </message>
        <message>
            <source>it refused to keep the session</source>
            <translation>密钥环拒绝保存会话</translation>
        </message>
        <message>
            <source>no answer in time</source>
            <translation>响应超时</translation>
        </message>
        <message>
            <source>no network</source>
            <translation>没有网络</translation>
        </message>
        <message>
            <source>no program keeps passwords here</source>
            <translation>此系统没有保存密码的程序</translation>
        </message>
        <message>
            <source>no reason given</source>
            <translation>未说明原因</translation>
        </message>
        <message>
            <source>no such name in the network</source>
            <translation>找不到该主机名</translation>
        </message>
        <message>
            <source>none of the values that are allowed</source>
            <translation>不是允许的值</translation>
        </message>
        <message>
            <source>not a valid address</source>
            <translation>地址无效</translation>
        </message>
        <message>
            <source>something is missing</source>
            <translation>缺少必要的内容</translation>
        </message>
        <message>
            <source>the connection failed</source>
            <translation>连接失败</translation>
        </message>
        <message>
            <source>the proxy refused</source>
            <translation>代理拒绝了连接</translation>
        </message>
        <message>
            <source>what answers does not speak HTTP</source>
            <translation>对方不是 HTTP 服务</translation>
        </message>
        <message>
            <source>what answers does not speak TLS</source>
            <translation>对方不支持加密连接</translation>
        </message>
        <message>
            <source>{limit} batches of this merchant are in the table, and no more are added by themselves. Remove some, and the new ones come.</source>
            <translation>表格中已有该商家的 {limit} 个批次，不再自动添加。移除一些后，会继续添加新批次。</translation>
        </message>
        <message>
            <source>{path} cannot be imported: line {line} makes no sense ({reason}). Nothing was changed; mend that line.</source>
            <translation>无法导入 {path}：第 {line} 行看不懂（{reason}）。什么都没有改动；请修正这一行。</translation>
        </message>
        <message>
            <source>{path} cannot be imported: {reason}. Nothing was changed; give a JSON export or a database of batchdesk.</source>
            <translation>无法导入 {path}：{reason}。什么都没有改动；请选择 batchdesk 导出的 JSON 文件或它的数据库。</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source> days</source>
            <translation> 天</translation>
        </message>
        <message numerus="yes">
            <source>%n of its batches leave the table and are no longer watched.</source>
            <translation>
                <numerusform>它的 %n 个批次将离开列表，不再关注。</numerusform>
            </translation>
        </message>
        <message>
            <source>A batch's page</source>
            <translation>批次网页</translation>
        </message>
        <message>
            <source>A proxy is written as http://proxy.example:3128, without a name and a password.</source>
            <translation>代理请写成 http://proxy.example:3128 的形式，不含用户名和密码。</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Add a rule</source>
            <translation>添加规则</translation>
        </message>
        <message>
            <source>Address of another server</source>
            <translation>另一个服务器的地址</translation>
        </message>
        <message>
            <source>At login</source>
            <translation>登录系统时</translation>
        </message>
        <message>
            <source>Back up now…</source>
            <translation>立即备份…</translation>
        </message>
        <message>
            <source>Back up the history</source>
            <translation>备份历史记录</translation>
        </message>
        <message>
            <source>Batches in the table and those that are kept for ever are never cleaned away. To keep the file below its size, texts of old batches go first: their server gives them again.</source>
            <translation>列表中的批次和永久保留的批次不会被清理。为使文件不超过上限，会先清理较早批次的文案，需要时可从服务器重新获取。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Certificates to trust</source>
            <translation>信任的证书</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Copied: {share}</source>
            <translation>已复制：{share}</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>Give the whole path of the file with the certificates.</source>
            <translation>请填写证书文件的完整路径。</translation>
        </message>
        <message>
            <source>Hide the names of batches in notifications</source>
            <translation>通知中不显示批次名称</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>How</source>
            <translation>方式</translation>
        </message>
        <message>
            <source>How this server is reached</source>
            <translation>如何连接此服务器</translation>
        </message>
        <message>
            <source>In the tray, without its window</source>
            <translation>只在托盘中，不显示窗口</translation>
        </message>
        <message>
            <source>It asks each time</source>
            <translation>每次询问</translation>
        </message>
        <message>
            <source>It goes on as a minimised window</source>
            <translation>最小化窗口，继续运行</translation>
        </message>
        <message>
            <source>It goes on in the tray</source>
            <translation>在托盘中继续运行</translation>
        </message>
        <message>
            <source>It quits</source>
            <translation>退出程序</translation>
        </message>
        <message>
            <source>It takes {size}; {free} are free on its disk.</source>
            <translation>占用 {size}；所在磁盘还有 {free} 可用。</translation>
        </message>
        <message>
            <source>Its folder cannot be read: {reason}. See that it is there.</source>
            <translation>无法读取所在的文件夹：{reason}。请确认它还在。</translation>
        </message>
        <message>
            <source>Keep the file below</source>
            <translation>文件大小上限</translation>
        </message>
        <message>
            <source>Keep the history for</source>
            <translation>历史保留</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>No copy was made.</source>
            <translation>没有生成备份。</translation>
        </message>
        <message>
            <source>Nothing moves</source>
            <translation>关闭动画</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Pause notifications</source>
            <translation>暂停通知</translation>
        </message>
        <message>
            <source>Play the desktop's sounds</source>
            <translation>播放系统提示音</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>免打扰时段</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Remove {server}?</source>
            <translation>移除 {server}？</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行高</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Servers</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>退出登录</translation>
        </message>
        <message>
            <source>Start and close</source>
            <translation>启动与关闭</translation>
        </message>
        <message>
            <source>Start batchdesk when I log in</source>
            <translation>登录系统时启动 batchdesk</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Tell me</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Tell me of batches that</source>
            <translation>通知我的批次结果</translation>
        </message>
        <message>
            <source>Tell me when no server can be reached, and when one can again</source>
            <translation>所有服务器都无法连接时通知我，恢复后再通知一次</translation>
        </message>
        <message>
            <source>Tell of failures all the same</source>
            <translation>失败仍然通知</translation>
        </message>
        <message>
            <source>Test the connection</source>
            <translation>测试连接</translation>
        </message>
        <message>
            <source>Testing the connection to {server}…</source>
            <translation>正在测试与 {server} 的连接…</translation>
        </message>
        <message>
            <source>The connection is not well.</source>
            <translation>连接有问题。</translation>
        </message>
        <message>
            <source>The connection is well.</source>
            <translation>连接正常。</translation>
        </message>
        <message>
            <source>The copy is in {path}.</source>
            <translation>备份在 {path}。</translation>
        </message>
        <message>
            <source>The file of the history</source>
            <translation>历史记录文件</translation>
        </message>
        <message>
            <source>The first rule that fits a batch decides whether its end is told. What is chosen for a single batch, beside it in the table, goes before all rules.</source>
            <translation>第一条符合批次的规则决定其结束时是否通知。在列表旁为单个批次所做的选择优先于所有规则。</translation>
        </message>
        <message>
            <source>The list of what starts at login cannot be written: {reason}.</source>
            <translation>无法写入登录启动项：{reason}。</translation>
        </message>
        <message>
            <source>The page's address begins with https:// and has {id} where the batch's id goes.</source>
            <translation>网页地址以 https:// 开头，并用 {id} 代表批次 ID。</translation>
        </message>
        <message>
            <source>The rule chosen</source>
            <translation>所选规则</translation>
        </message>
        <message>
            <source>The test was broken off.</source>
            <translation>测试已中止。</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>What ends in quiet hours or in a pause is told in one message afterwards.</source>
            <translation>免打扰时段或暂停期间结束的批次，会在之后用一条消息汇总通知。</translation>
        </message>
        <message>
            <source>What was seen of its batches stays in the history. You are signed out there.</source>
            <translation>已看到的批次内容仍保留在历史中。你在该服务器上的登录将被退出。</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>When the window is closed</source>
            <translation>关闭窗口时</translation>
        </message>
        <message>
            <source>Without a tray it asks while batches are running, and quits otherwise.</source>
            <translation>没有托盘时，如果还有批次在运行会先询问，否则直接退出。</translation>
        </message>
        <message>
            <source>always</source>
            <translation>总是通知</translation>
        </message>
        <message>
            <source>any merchant</source>
            <translation>任何商家</translation>
        </message>
        <message>
            <source>any server</source>
            <translation>任何服务器</translation>
        </message>
        <message>
            <source>any tag</source>
            <translation>任何标签</translation>
        </message>
        <message>
            <source>as the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>comfortable</source>
            <translation>宽松</translation>
        </message>
        <message>
            <source>compact</source>
            <translation>紧凑</translation>
        </message>
        <message>
            <source>dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>every batch</source>
            <translation>所有批次</translation>
        </message>
        <message>
            <source>for 30 minutes</source>
            <translation>30 分钟</translation>
        </message>
        <message>
            <source>for an hour</source>
            <translation>1 小时</translation>
        </message>
        <message>
            <source>however it ends</source>
            <translation>任何结果</translation>
        </message>
        <message>
            <source>light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>merchant {name}</source>
            <translation>商家 {name}</translation>
        </message>
        <message>
            <source>never</source>
            <translation>从不通知</translation>
        </message>
        <message>
            <source>never signed in to</source>
            <translation>从未登录</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>no pause</source>
            <translation>不暂停</translation>
        </message>
        <message>
            <source>not reached yet</source>
            <translation>尚未连上</translation>
        </message>
        <message>
            <source>only when the last of these has ended</source>
            <translation>仅在其中最后一个结束时通知</translation>
        </message>
        <message>
            <source>server {name}</source>
            <translation>服务器 {name}</translation>
        </message>
        <message>
            <source>signed in as {email}</source>
            <translation>已以 {email} 登录</translation>
        </message>
        <message>
            <source>signed out</source>
            <translation>未登录</translation>
        </message>
        <message>
            <source>tag {name}</source>
            <translation>标签 {name}</translation>
        </message>
        <message>
            <source>the system's certificates only</source>
            <translation>仅信任系统证书</translation>
        </message>
        <message>
            <source>until tomorrow morning</source>
            <translation>到明天早上</translation>
        </message>
        <message>
            <source>until {time}</source>
            <translation>到 {time}</translation>
        </message>
        <message>
            <source>{about}: {tell}</source>
            <translation>{about}：{tell}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}.</source>
            <translation>无法写入 {path}：{reason}。</translation>
        </message>
        <message>
            <source>{path} is there already: choose another name.</source>
            <translation>{path} 已存在：请换一个名称。</translation>
        </message>
    </context>
    <context>
        <name>SignIn</name>
        <message>
            <source>Code</source>
            <translation>验证码</translation>
        </message>
        <message>
            <source>Cookie</source>
            <translation>Cookie</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>邮箱</translation>
        </message>
        <message>
            <source>Fill in both the e-mail and the code.</source>
            <translation>请填写邮箱和验证码。</translation>
        </message>
        <message>
            <source>For servers that sign in through Google or your company. In the browser that is signed in, open the developer tools, find the site's cookies, and copy the one named next-auth.session-token.</source>
            <translation>适用于通过 Google 或企业账号登录的服务器。在已登录的浏览器中打开开发者工具，找到该网站的 Cookie，复制名为 next-auth.session-token 的那一项。</translation>
        </message>
        <message>
            <source>Look at the demo</source>
            <translation>查看演示</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不登录</translation>
        </message>
        <message>
            <source>Only looking? The demo needs no account.</source>
            <translation>只想看看？演示不需要账号。</translation>
        </message>
        <message>
            <source>Paste the cookie first.</source>
            <translation>请先粘贴 Cookie。</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>登录</translation>
        </message>
        <message>
            <source>Sign in once. After that this window shows every batch you watch as it moves, and tells you when one has ended.</source>
            <translation>只需登录一次。之后，这个窗口会实时显示你关注的每个批次，并在批次结束时通知你。</translation>
        </message>
        <message>
            <source>Sign in to a server</source>
            <translation>登录服务器</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Signing in…</source>
            <translation>正在登录…</translation>
        </message>
        <message>
            <source>The code that was sent to you</source>
            <translation>发送给你的验证码</translation>
        </message>
        <message>
            <source>The link leads to {server}, a server that is not known here. Sign in only if you trust it.</source>
            <translation>该链接指向 {server}，这台服务器还没有添加过。请确认可信后再登录。</translation>
        </message>
        <message>
            <source>Which server makes your batches?</source>
            <translation>你的批次在哪台服务器上生成？</translation>
        </message>
        <message>
            <source>Which server? Its address is in the browser's address line.</source>
            <translation>哪台服务器？地址就在浏览器的地址栏里。</translation>
        </message>
        <message>
            <source>With e-mail and code</source>
            <translation>邮箱和验证码</translation>
        </message>
        <message>
            <source>With the browser's cookie</source>
            <translation>浏览器 Cookie</translation>
        </message>
        <message>
            <source>You are signed in nowhere.</source>
            <translation>当前没有登录任何服务器。</translation>
        </message>
        <message>
            <source>You are signed out of {server}. Sign in, and everything goes on.</source>
            <translation>{server} 的登录已失效。登录后会自动继续。</translation>
        </message>
        <message>
            <source>you@example.com</source>
            <translation>you@example.com</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>about to end</source>
            <translation>即将结束</translation>
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
        <name>Table</name>
        <message>
            <source> · </source>
            <translation> · </translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>文案</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Last word</source>
            <translation>最近消息</translation>
        </message>
        <message>
            <source>Merchant</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>剩余时间</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Watched batches</source>
            <translation>关注的批次</translation>
        </message>
        <message>
            <source>What came in cannot be written to the database. It is in no history or inbox, and gone at the end.</source>
            <translation>收到的内容无法写入数据库，历史和收件箱里都没有，退出后就不再有。</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>已不存在</translation>
        </message>
        <message>
            <source>not kept</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>waiting for its turn</source>
            <translation>等待生成</translation>
        </message>
        <message>
            <source>{copies} of {target}</source>
            <translation>{copies}/{target}</translation>
        </message>
    </context>
    <context>
        <name>Terminal</name>
        <message numerus="yes">
            <source>%n copies</source>
            <translation>
                <numerusform>文案 %n 条</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n repeated or old events were dropped.</source>
            <translation>
                <numerusform>忽略了 %n 个重复或过期的事件。</numerusform>
            </translation>
        </message>
        <message>
            <source>A version was taken twice.</source>
            <translation>有一个版本被处理了两次。</translation>
        </message>
        <message>
            <source>Another batchdesk has the data folder open: nothing of this is kept in it.</source>
            <translation>数据文件夹正被另一个 batchdesk 使用：本次内容不会保存到其中。</translation>
        </message>
        <message>
            <source>Batch {id} was made.</source>
            <translation>已创建批次 {id}。</translation>
        </message>
        <message>
            <source>Demo: a server inside this program. Nothing here is real.</source>
            <translation>演示：使用程序内置的服务器，所有内容都不是真实数据。</translation>
        </message>
        <message>
            <source>It did not happen within {seconds} s.</source>
            <translation>{seconds} 秒内没有等到。</translation>
        </message>
        <message>
            <source>Signed in to {server} as {email}.</source>
            <translation>已登录 {server}，账号 {email}。</translation>
        </message>
        <message>
            <source>Signed out of {server}.</source>
            <translation>已退出 {server}。</translation>
        </message>
        <message>
            <source>The batch went another way: {flow}.</source>
            <translation>批次的状态流转不符合预期：{flow}。</translation>
        </message>
        <message>
            <source>The demo has ended. Nothing of it was kept.</source>
            <translation>演示结束，没有保留任何内容。</translation>
        </message>
        <message>
            <source>The server did not repeat itself as it was told to.</source>
            <translation>服务器没有按要求重复发送事件。</translation>
        </message>
        <message>
            <source>The server made no queued batch of version 1.</source>
            <translation>服务器没有创建版本为 1 的排队批次。</translation>
        </message>
        <message>
            <source>The stream began with version {number}.</source>
            <translation>事件流从版本 {number} 开始。</translation>
        </message>
        <message>
            <source>The worker took the batch up.</source>
            <translation>Worker 已开始生成。</translation>
        </message>
        <message>
            <source>There is no batch to watch.</source>
            <translation>没有可关注的批次。</translation>
        </message>
        <message>
            <source>There was no stream to hear.</source>
            <translation>没有可接收的事件流。</translation>
        </message>
        <message>
            <source>Versions did not grow one by one: {versions}.</source>
            <translation>版本没有逐一递增：{versions}。</translation>
        </message>
        <message>
            <source>ended: {status}</source>
            <translation>已结束：{status}</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>已不存在</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>version {number}</source>
            <translation>版本 {number}</translation>
        </message>
        <message>
            <source>{server} accepted the sign-in of {email}, but the session cannot be kept.</source>
            <translation>{server} 接受了 {email} 的登录，但会话无法保存。</translation>
        </message>
        <message>
            <source>{server} does not answer. Trying again until it does…</source>
            <translation>{server} 没有应答，正在重试…</translation>
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
            <source>Fri</source>
            <translation>周五</translation>
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
            <source>Mon</source>
            <translation>周一</translation>
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
            <source>Sat</source>
            <translation>周六</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>9月</translation>
        </message>
        <message>
            <source>Sun</source>
            <translation>周日</translation>
        </message>
        <message>
            <source>Thu</source>
            <translation>周四</translation>
        </message>
        <message>
            <source>Tue</source>
            <translation>周二</translation>
        </message>
        <message>
            <source>Wed</source>
            <translation>周三</translation>
        </message>
        <message>
            <source>as of {age}</source>
            <translation>截至 {age}</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation>{month}{day}日</translation>
        </message>
        <message>
            <source>{day} {month} {time}</source>
            <translation>{month}{day}日 {time}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{year}年{month}{day}日</translation>
        </message>
        <message>
            <source>{month} {year}</source>
            <translation>{year}年{month}</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
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
            <source>%n running</source>
            <translation>
                <numerusform>%n 个生成中</numerusform>
            </translation>
        </message>
        <message>
            <source>Add from the clipboard</source>
            <translation>从剪贴板添加</translation>
        </message>
        <message>
            <source>For 30 minutes</source>
            <translation>30 分钟</translation>
        </message>
        <message>
            <source>For an hour</source>
            <translation>1 小时</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>收件箱</translation>
        </message>
        <message numerus="yes">
            <source>Inbox: %n unread</source>
            <translation>
                <numerusform>收件箱：%n 条未读</numerusform>
            </translation>
        </message>
        <message>
            <source>Last: {name} · {words} · {when}</source>
            <translation>最近结束：{name} · {words} · {when}</translation>
        </message>
        <message>
            <source>None running</source>
            <translation>没有生成中的批次</translation>
        </message>
        <message>
            <source>Notifications are paused until {time}</source>
            <translation>通知已暂停至 {time}</translation>
        </message>
        <message>
            <source>Notifications are paused until {time}: show them again</source>
            <translation>通知已暂停至 {time}：恢复提示</translation>
        </message>
        <message>
            <source>Pause notifications</source>
            <translation>暂停通知</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Show the window</source>
            <translation>显示窗口</translation>
        </message>
        <message>
            <source>Until tomorrow morning</source>
            <translation>到明天早上</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>还有 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>batchdesk demo</source>
            <translation>batchdesk 演示</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>{name} · {words}</source>
            <translation>{name} · {words}</translation>
        </message>
        <message>
            <source>{outcome} after {time}</source>
            <translation>{outcome}，用时 {time}</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source> · </source>
            <translation> · </translation>
        </message>
        <message numerus="yes">
            <source>%n again in {seconds} s</source>
            <translation>
                <numerusform>%n 个将在 {seconds} 秒后重连</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n batches are put away. Nothing changes on the server.</source>
            <translation>
                <numerusform>已收起 %n 个批次，服务器上没有任何变化。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n batches are still running.</source>
            <translation>
                <numerusform>还有 %n 个批次正在运行。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connecting</source>
            <translation>
                <numerusform>%n 个连接中</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n live</source>
            <translation>
                <numerusform>%n 个实时连接</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n paused</source>
            <translation>
                <numerusform>%n 个已暂停</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n signed out</source>
            <translation>
                <numerusform>%n 个未登录</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Batches</source>
            <translation>批次(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Server</source>
            <translation>服务器(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>About batchdesk</source>
            <translation>关于 batchdesk</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message numerus="yes">
            <source>Add %n</source>
            <translation>
                <numerusform>添加 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>Add batches</source>
            <translation>添加批次</translation>
        </message>
        <message>
            <source>Add batches…</source>
            <translation>添加批次…</translation>
        </message>
        <message>
            <source>Add from the clipboard</source>
            <translation>从剪贴板添加</translation>
        </message>
        <message numerus="yes">
            <source>Added %n batches.</source>
            <translation>
                <numerusform>已添加 %n 个批次。</numerusform>
            </translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Archived or gone</source>
            <translation>已归档或已不存在</translation>
        </message>
        <message>
            <source>Batch ids or addresses</source>
            <translation>批次 ID 或网址</translation>
        </message>
        <message>
            <source>Batches are still running.</source>
            <translation>还有批次在生成中。</translation>
        </message>
        <message>
            <source>Batches can be watched once a server knows you. The history stays readable.</source>
            <translation>登录服务器后才能关注批次；历史记录照常可看。</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>放回列表</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Copy a link</source>
            <translation>复制链接</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>复制为 Markdown</translation>
        </message>
        <message>
            <source>Copy diagnostics</source>
            <translation>复制诊断信息</translation>
        </message>
        <message>
            <source>Copy the details</source>
            <translation>复制详情</translation>
        </message>
        <message>
            <source>Copy the id</source>
            <translation>复制 ID</translation>
        </message>
        <message>
            <source>Demo: a server inside this program. Nothing here is real.</source>
            <translation>演示：使用程序内置的服务器，所有内容都不是真实数据。</translation>
        </message>
        <message>
            <source>Demo: batchdesk</source>
            <translation>演示：batchdesk</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Details of the fault</source>
            <translation>故障详情</translation>
        </message>
        <message>
            <source>Diagnostics are on the clipboard: without tokens, e-mail addresses and batch texts.</source>
            <translation>诊断信息已复制到剪贴板，其中不含令牌、邮箱地址和批次文案。</translation>
        </message>
        <message>
            <source>Do so from now on</source>
            <translation>以后都这样做</translation>
        </message>
        <message>
            <source>Everything is put away</source>
            <translation>全部批次都已收起</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Find a command…</source>
            <translation>查找命令…</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>不再保存这个筛选</translation>
        </message>
        <message>
            <source>Go on watching, or quit?</source>
            <translation>继续关注，还是退出？</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>收件箱</translation>
        </message>
        <message>
            <source>Insights</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Into the tray</source>
            <translation>收进托盘</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Merchants</source>
            <translation>商家</translation>
        </message>
        <message>
            <source>Minimise</source>
            <translation>最小化</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Narrow or widen the rail</source>
            <translation>收起或展开侧栏</translation>
        </message>
        <message>
            <source>Narrow the rail</source>
            <translation>收起侧栏</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>需关注</translation>
        </message>
        <message>
            <source>New tags</source>
            <translation>新标签</translation>
        </message>
        <message>
            <source>New tags, with commas between them</source>
            <translation>新标签，用逗号分隔</translation>
        </message>
        <message>
            <source>No batch matches the filter</source>
            <translation>没有符合筛选条件的批次</translation>
        </message>
        <message>
            <source>No browser could be opened on this system.</source>
            <translation>系统中没有可用的浏览器。</translation>
        </message>
        <message>
            <source>No server can be reached. What is known stays here, and all goes on by itself when one answers.</source>
            <translation>连接不上任何服务器。已知内容仍可查看；服务器恢复后会自动继续。</translation>
        </message>
        <message>
            <source>No window can be opened here: {reason}</source>
            <translation>此处无法打开窗口：{reason}</translation>
        </message>
        <message>
            <source>Nothing is watched yet</source>
            <translation>还没有关注任何批次</translation>
        </message>
        <message>
            <source>Nothing was known before.</source>
            <translation>此前没有任何数据。</translation>
        </message>
        <message>
            <source>Offline.</source>
            <translation>离线。</translation>
        </message>
        <message>
            <source>One or more, each on its own line</source>
            <translation>每行一个，可填多个</translation>
        </message>
        <message>
            <source>Open in the browser</source>
            <translation>在浏览器中打开</translation>
        </message>
        <message>
            <source>Open the licences' texts</source>
            <translation>打开许可证全文</translation>
        </message>
        <message>
            <source>Out of sight, batchdesk goes on watching and tells you when a batch has ended.</source>
            <translation>收起后，batchdesk 会继续关注，批次结束时通知你。</translation>
        </message>
        <message>
            <source>Partial</source>
            <translation>部分完成</translation>
        </message>
        <message>
            <source>Parts and licences</source>
            <translation>组成部分与许可证</translation>
        </message>
        <message>
            <source>Paste a batch's id or the address of its web page here, with Ctrl+V, or add it by hand.</source>
            <translation>用 Ctrl+V 在这里粘贴批次 ID 或网址，或者手动添加。</translation>
        </message>
        <message>
            <source>Paste batch ids, or the addresses of their web pages.</source>
            <translation>粘贴批次 ID 或批次网址。</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Pause notifications…</source>
            <translation>暂停通知…</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Put away by you</source>
            <translation>已收起</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Remove from the table</source>
            <translation>从列表移除</translation>
        </message>
        <message numerus="yes">
            <source>Removed %n batches from the table. Their history stays.</source>
            <translation>
                <numerusform>已从列表移除 %n 个批次，历史记录仍然保留。</numerusform>
            </translation>
        </message>
        <message>
            <source>Removed {name} from the table. Its history stays.</source>
            <translation>已从列表移除 {name}，历史记录仍然保留。</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Safe mode, without the network.</source>
            <translation>安全模式，不连接网络。</translation>
        </message>
        <message>
            <source>Safe mode: settings, tray, notifications, keyring and network are left out. What was seen before is here; quit and start batchdesk as usual to go on watching.</source>
            <translation>安全模式：未启用设置、托盘、通知、密钥环和网络。以前看到的内容都在这里；要继续关注，请退出后照常启动 batchdesk。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the filter</source>
            <translation>保存筛选</translation>
        </message>
        <message>
            <source>Save this filter…</source>
            <translation>保存这个筛选…</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>已存筛选</translation>
        </message>
        <message>
            <source>Server of bare ids</source>
            <translation>只有 ID 时使用的服务器</translation>
        </message>
        <message>
            <source>Servers</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Show notifications again</source>
            <translation>恢复通知</translation>
        </message>
        <message>
            <source>Show what is put away</source>
            <translation>显示已收起的批次</translation>
        </message>
        <message>
            <source>Showing what was known at {time}</source>
            <translation>显示的是 {time} 的数据</translation>
        </message>
        <message>
            <source>Sign in to a server…</source>
            <translation>登录服务器…</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>退出登录</translation>
        </message>
        <message>
            <source>Succeeded</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message numerus="yes">
            <source>Tags of %n batches</source>
            <translation>
                <numerusform>%n 个批次的标签</numerusform>
            </translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>标签…</translation>
        </message>
        <message>
            <source>That did not work, through a fault of this program. Its log says more.</source>
            <translation>操作没有成功，这是程序的问题。日志里有详细信息。</translation>
        </message>
        <message>
            <source>That did not work, through a fault of this program. The program goes on. These details help to find it:</source>
            <translation>操作未能完成，原因是程序自身的故障；程序会继续运行。以下信息有助于排查：</translation>
        </message>
        <message>
            <source>The demo did not start. Try `batchdesk --demo` in a terminal.</source>
            <translation>演示没有启动。请在终端运行 `batchdesk --demo` 试试。</translation>
        </message>
        <message>
            <source>The filter looks into labels, ids, statuses and error codes.</source>
            <translation>筛选会查找名称、ID、状态和错误码。</translation>
        </message>
        <message numerus="yes">
            <source>The tags of %n batches were changed.</source>
            <translation>
                <numerusform>已修改 %n 个批次的标签。</numerusform>
            </translation>
        </message>
        <message>
            <source>The window is made anew as soon as what is open or under way in it is done.</source>
            <translation>窗口会在其中打开或正在进行的操作完成后重新打开。</translation>
        </message>
        <message>
            <source>This could not be read</source>
            <translation>读取失败</translation>
        </message>
        <message>
            <source>This desktop has no tray to put the program into. Minimised, it goes on watching and tells you how they end. Ctrl+Q quits.</source>
            <translation>这个桌面没有托盘。最小化后，程序会继续关注批次，并通知你结果。按 Ctrl+Q 退出。</translation>
        </message>
        <message>
            <source>This program uses Qt and Qt for Python under the GNU Lesser General Public License, version 3, unchanged and as libraries of their own: you may replace them. The parts it is made of:</source>
            <translation>本程序依据 GNU 宽通用公共许可证第 3 版使用 Qt 和 Qt for Python，未作修改，并以独立的库提供，你可以替换它们。本程序的组成部分：</translation>
        </message>
        <message>
            <source>Tools</source>
            <translation>工具</translation>
        </message>
        <message>
            <source>Try `batchdesk --safe-mode`; `batchdesk watch ID` needs no window.</source>
            <translation>请试试 `batchdesk --safe-mode`；`batchdesk watch ID` 不需要窗口。</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Try again now</source>
            <translation>立即重试</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即重试</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Watches content-generation batches and tells you when they end. MIT licence.</source>
            <translation>关注内容生成批次，并在结束时通知你。MIT 许可证。</translation>
        </message>
        <message>
            <source>Watching</source>
            <translation>关注中</translation>
        </message>
        <message>
            <source>What is to be added</source>
            <translation>将要添加的内容</translation>
        </message>
        <message>
            <source>What runs goes on at the server. How it ended is told when batchdesk is opened again.</source>
            <translation>正在运行的批次会在服务器上继续。下次打开 batchdesk 时会告知结果。</translation>
        </message>
        <message>
            <source>What still runs goes on being watched, and you are told when it ends.</source>
            <translation>仍在生成的批次会继续关注，结束时照常通知。</translation>
        </message>
        <message>
            <source>Widen the rail</source>
            <translation>展开侧栏</translation>
        </message>
        <message>
            <source>You are signed out</source>
            <translation>你已退出登录</translation>
        </message>
        <message>
            <source>You are still told when it ends.</source>
            <translation>结束时照常通知。</translation>
        </message>
        <message>
            <source>batchdesk had to end through a fault of its own: {reason}. `batchdesk --safe-mode` starts it without settings, tray and network; the log below {folder} says more.</source>
            <translation>batchdesk 因自身故障不得不退出：{reason}。`batchdesk --safe-mode` 可在不使用设置、托盘和网络的情况下启动；{folder} 下的日志有更多说明。</translation>
        </message>
        <message>
            <source>batchdesk met a fault of its own</source>
            <translation>batchdesk 自身出了故障</translation>
        </message>
        <message>
            <source>is here twice</source>
            <translation>重复填写</translation>
        </message>
        <message>
            <source>is in the table already</source>
            <translation>已在列表中</translation>
        </message>
        <message>
            <source>new</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>no server is known yet; paste the whole address</source>
            <translation>还没有已知的服务器，请粘贴完整网址</translation>
        </message>
        <message>
            <source>nothing left to wait for</source>
            <translation>没有需要等待的批次</translation>
        </message>
        <message>
            <source>on {server}, which is not known yet</source>
            <translation>在尚未添加的服务器 {server} 上</translation>
        </message>
        <message>
            <source>signed in</source>
            <translation>已登录</translation>
        </message>
        <message>
            <source>signed in as {email}</source>
            <translation>已登录：{email}</translation>
        </message>
        <message numerus="yes">
            <source>signed in to {known} of %n servers</source>
            <translation>
                <numerusform>已登录 {known}/%n 台服务器</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{filter}, %n batches</source>
            <translation>
                <numerusform>{filter}，%n 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} is put away. Nothing changes on the server.</source>
            <translation>已收起“{name}”，服务器上没有任何变化。</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation>无法读取 {path}：{reason}。</translation>
        </message>
        <message numerus="yes">
            <source>{view}, %n waiting</source>
            <translation>
                <numerusform>{view}，%n 条待看</numerusform>
            </translation>
        </message>
    </context>
</TS>
