"""How the departments do: some quick, some late, one that copies and pastes. The public figures will show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habit:
    """How an office works: `pace` is its usual days to an answer; the others are shares of its cases."""

    pace: float
    late: float  # far beyond its limit, or never
    bad: float  # answers that answer nothing
    plain: float  # answers that are right but stiff
    bounced: float  # cases it sends back first


HABITS: Mapping[str, Habit] = {
    "housing": Habit(12.0, 0.28, 0.25, 0.34, 0.09),
    "water": Habit(7.0, 0.13, 0.14, 0.34, 0.06),
    "education": Habit(7.0, 0.10, 0.14, 0.46, 0.04),
    "health": Habit(6.0, 0.10, 0.12, 0.32, 0.04),
    "labour": Habit(8.0, 0.13, 0.09, 0.26, 0.05),
    "medins": Habit(4.0, 0.07, 0.07, 0.26, 0.02),
    "civil": Habit(5.0, 0.08, 0.07, 0.24, 0.04),
    "disabled": Habit(4.0, 0.06, 0.04, 0.20, 0.02),
    "transport": Habit(7.0, 0.13, 0.16, 0.34, 0.10),
    "cityworks": Habit(8.0, 0.19, 0.46, 0.30, 0.13),
    "police": Habit(5.0, 0.09, 0.14, 0.36, 0.05),
    "land": Habit(15.0, 0.40, 0.28, 0.40, 0.10),
    "farming": Habit(8.0, 0.13, 0.14, 0.34, 0.05),
    "market": Habit(4.0, 0.06, 0.07, 0.26, 0.03),
    "environment": Habit(9.0, 0.15, 0.21, 0.36, 0.08),
    "culture": Habit(9.0, 0.18, 0.30, 0.44, 0.06),
    "reform": Habit(11.0, 0.23, 0.30, 0.40, 0.12),
    "utilities": Habit(4.5, 0.18, 0.28, 0.30, 0.04),
    "petitions": Habit(4.0, 0.10, 0.30, 0.34, 0.07),
    "discipline": Habit(12.0, 0.09, 0.00, 0.3, 0.0),
}

BASIS: Mapping[str, str] = {
    "housing": "《物业管理条例》和《建设工程质量管理条例》",
    "water": "《农村供水工程运行管理办法》",
    "education": "《中华人民共和国义务教育法》",
    "health": "《基本医疗卫生与健康促进法》",
    "labour": "《保障农民工工资支付条例》《劳动合同法》",
    "medins": "《医疗保障基金使用监督管理条例》",
    "civil": "《社会救助暂行办法》",
    "disabled": "《无障碍环境建设法》",
    "transport": "《公路安全保护条例》",
    "cityworks": "《城市市容和环境卫生管理条例》",
    "police": "《中华人民共和国道路交通安全法》《治安管理处罚法》",
    "land": "《中华人民共和国土地管理法》",
    "farming": "《中华人民共和国农业法》",
    "market": "《中华人民共和国消费者权益保护法》",
    "environment": "《中华人民共和国噪声污染防治法》《环境保护法》",
    "culture": "《公共文化服务保障法》",
    "reform": "《电力供应与使用条例》",
    "utilities": "《城市供水条例》和县供热管理办法",
    "petitions": "《信访工作条例》",
    "discipline": "《纪检监察机关处理检举控告工作规则》",
}
"""The rule an office works by, where the answer names no other."""

RIVALS: Mapping[str, str] = {
    "housing": "cityworks", "cityworks": "housing", "water": "utilities", "utilities": "water", "transport": "housing",
    "police": "transport", "land": "farming", "farming": "land", "environment": "cityworks", "reform": "utilities",
    "education": "transport", "health": "medins", "labour": "transport", "civil": "disabled", "market": "police",
    "culture": "cityworks", "petitions": "police", "medins": "health", "disabled": "civil",
}
"""To whom a case is wrongly given first."""
