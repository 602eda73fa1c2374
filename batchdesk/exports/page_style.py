"""How the report looks: the window's own colours, light and dark, and black on white on paper."""

STYLE = """
:root { color-scheme: light dark; --base: #fff; --ground: #f6f7f9; --line: #dde1e7; --text: #1b1f24; --muted: #5a6472;
  --queued: #5a6472; --running: #2457d6; --succeeded: #1a7f37; --partial: #8a5a00; --failed: #c4232b;
  --archived: #6b4fa0; --accent: var(--running); }
@media (prefers-color-scheme: dark) { :root { --base: #15181c; --ground: #1d2126; --line: #343a42; --text: #e8ebef;
  --muted: #a3adba; --queued: #a3adba; --running: #7ca2ff; --succeeded: #4cc26b; --partial: #e3a33a;
  --failed: #ff7b72; --archived: #b79cf0; } }
@media print { :root { color-scheme: light; --base: #fff; --ground: #fff; --line: #bbb; --text: #000; --muted: #444;
  --queued: #444; --running: #2457d6; --succeeded: #1a7f37; --partial: #8a5a00; --failed: #c4232b;
  --archived: #6b4fa0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--base); color: var(--text); font: 14px/1.45 system-ui, "Noto Sans CJK SC",
  "WenQuanYi Micro Hei", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 22px; font-weight: 600; margin: 0 0 4px; }
p { margin: 0 0 4px; overflow-wrap: anywhere; }
.quiet, dt, th, caption { color: var(--muted); }
dl { display: flex; flex-wrap: wrap; gap: 8px; margin: 24px 0; }
dl div { background: var(--ground); border: 1px solid var(--line); padding: 8px 16px; min-width: 104px; }
dt { font-size: 12px; }
dd { margin: 0; font-size: 18px; font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding: 0 8px 8px; }
th { text-align: left; font-weight: normal; font-size: 12px; border-bottom: 1px solid var(--line); padding: 4px 8px; }
td { vertical-align: baseline; border-bottom: 1px solid var(--line); padding: 8px; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
code, .id { font: 12px ui-monospace, monospace; color: var(--muted); }
.status, .copies, .number, time { white-space: nowrap; }
.number { text-align: right; }
section { display: flex; flex-wrap: wrap; gap: 16px; margin: 0 0 24px; }
figure { flex: 1 1 480px; margin: 0; border: 1px solid var(--line); break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
summary { color: var(--muted); padding: 4px 12px; font-size: 12px; }
.name { min-width: 240px; }
.tag { display: inline-block; border: 1px solid var(--line); padding: 0 6px; margin: 2px 0; font-size: 12px; }
.note { white-space: pre-line; color: var(--muted); }
.queued { color: var(--queued); } .running { color: var(--running); } .succeeded { color: var(--succeeded); }
.partial { color: var(--partial); } .failed { color: var(--failed); } .archived { color: var(--archived); }
"""
