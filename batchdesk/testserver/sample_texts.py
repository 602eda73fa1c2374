"""Words for made-up batches, so that a demo looks like a working day. Nothing here decides anything."""

COPIES = (
    "# 一杯春天的茶\n\n清明前的第一芽，手工采，当天炒。**甜在后头**，值得慢慢喝。",
    "# Rain is forecast. Good.\n\nThree layers, 380 grams, one hood that stays where you put it.",
    "# 回家的灯\n\n暖光 2700K，不刺眼。孩子写作业，你看书，**一盏就够**。",
    "# Bread, the slow way\n\nThirty-six hours of proving, nothing to hide. Open from six.",
    "# 妆前一分钟\n\n轻拍，不搓泥，\\#通勤也能发光。敏感肌已测。",
)

LONG_FAILURE = """模型返回的内容无法解析：第 3 条文案缺少结尾的 JSON 括号。
已重试 2 次，均未成功。请检查提示词中的输出格式要求。

原始回答（节选）：
{"copies":[{"sequence":1,"title":"春季上新","markdown":"**满 199 减 30**，限时 3 天…"},
{"sequence":2,"title":"<b>New in</b>","markdown":"Line one\\nLine two & more"},
{"sequence":3,"title":"未完
""" + "\n".join(
    f"[{line:02}] 生成日志：上下文 {line * 137} 个词元，温度 0.7，等待模型回答… waiting for the model"
    for line in range(1, 31)
)
"""Several lines, two languages, markup, about two kilobytes: what a failed batch may quote."""

PARTIAL_REASON = "第 4、5 条文案未通过合规检查，已保留其余 3 条。"


def copy_text(batch_id: str, number: int) -> str:
    """One of the sample copies, always the same one for the same copy of the same batch."""
    return COPIES[(sum(batch_id.encode()) + number) % len(COPIES)]
