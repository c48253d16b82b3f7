"""Words that tell how a segment of a policy document begins or ends. Generic officialese only, no names."""

from __future__ import annotations

import re

_ADVERB = (
    "全面|深入|积极|充分|继续|大力|加快|不断|着力|重点|进一步|认真|切实|主动|努力|逐步|有效|严格|统筹|稳步|扎实|紧紧|密切|"
    "妥善|定期|抓紧|力争|争取|共同|及时|合理|科学|有序|持续|优先|深度|广泛|探索|全力|加速"
)
_VERB = (
    "支持|推动|推进|建立|建设|完善|加强|加大|开展|实施|落实|鼓励|引导|创建|打造|培育|吸引|引进|发挥|利用|运用|依托|围绕|坚持|"
    "优化|提高|提升|促进|扩大|强化|深化|拓宽|拓展|构建|形成|营造|设立|成立|制定|编制|解决|推广|推行|试行|实行|实现|完成|带动|"
    "整合|瞄准|吸纳|举办|明确|做好|减少|清除|提供|给予|确保|健全|规范|融入|贯彻|执行|按照|根据|依据|依照|突出|抓好|组织"
)
_PREPOSITION = "通过|由|与|将|要|对于|对|在|为|以|按|向|从|把|使|让|其中|同时|并|现就|提出|到|至|未来|新增|用|未|不"

STARTS_CLAUSE = re.compile(f"{_ADVERB}|{_VERB}|{_PREPOSITION}")
"""Matches a segment that begins a clause of its own; the others mostly continue a list."""

NEEDS_OBJECT = re.compile(f"(?:{_ADVERB})*(?:{_VERB}|以)(?:并?(?:{_ADVERB})*(?:{_VERB}))*")
"""Matches whole a segment that is nothing but verbs. No stop can follow: what stood there opened a title or a quotation."""

CITES = re.compile("(?:按照|根据|依据|依照|落实|编制|印发|制定|执行|贯彻|实施|修订|转发|和|与|及)$")
"""How a segment ends before the title of a document."""

PREDICATE = re.compile(r"达到|超过|加快|实现|得到|进入|取得|完成|占|不低于|提高到|增长|下降|\d")
"""Inside a segment: it says something and is no mere item of a list."""

HEAD_NOUN = re.compile("计划|战略|工程|行动|平台|机制|模式|政策|活动|项目|体系|品牌|理念|原则|精神|方针")
"""Begins a segment behind a quoted name: “…”计划. No stop stands between the two."""

CONTINUES = re.compile(
    "的|等(?!级|待|候|于)|以上|以下|以内|以外|左右|战略|要求|精神|规定|有关|和|与|及|[一二三四五六七八九十]级|人才政策"
)
"""Begins a segment that no stop can precede: the mark before it closed something."""

JOINED = re.compile(".{0,2}(?:国家|省|市|区|县)，(?:省|市|区|县|乡)(?!场|域|会|民|委).{0,2}|党中央，国务院")
"""Levels and bodies that officialese always joins by 、; the comma of the pattern stands for the gap."""

DEFINES = re.compile("以下(?:简称|统称)")

RUN_IN_TITLES = re.compile(
    "(?:发展|总体|指导|基本|工作|主要)(?:思路|思想|原则|目标|任务|要求)|(?:重要|重大)意义|(?:建设|规划|实施)(?:范围|期限|目标|依据)"
)
"""Titles of （一） that are followed by their body in the same paragraph."""

STOCK_TITLES = re.compile(
    "总体要求|总体思路|指导思想|基本原则|发展目标|工作目标|主要目标|总体目标|主要任务|重点任务|工作任务|重点工作|"
    "保障措施|政策措施|工作措施|主要措施|组织实施|组织领导|工作要求|有关要求|实施步骤|工作步骤|基本情况|处理情况|主要做法|存在问题|建议意见|工作安排|附则|总则"
)
"""Titles of 一、 in documents of every kind."""
