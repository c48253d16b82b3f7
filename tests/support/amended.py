"""A small document before and after an amendment: a clause added, one edited, one gone."""

from __future__ import annotations

OLD = """试验管理办法
第一条 为了规范试验，制定本办法。
第二条 试验人员应当如实填写记录，并妥善保存。
第三条 试验结果应当在三十日内公开。
第四条 试验收费按照物价部门的规定执行。
第五条 本办法自公布之日起施行。
"""
NEW = """试验管理办法
第一条 为了规范试验，制定本办法。
第二条 国家鼓励科学研究。
第三条 试验人员应当如实填写记录，并妥善保存。
第四条 试验结果应当在十五日内公开。
第五条 本办法自公布之日起施行。
"""
