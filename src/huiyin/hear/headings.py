"""Which column of an office's spreadsheet is what: the usual headings in 中文 and English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Within a field the more telling heading stands first: a table with 留言详情 and 内容 means the former.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "external_id": _words("""
        留言编号 工单编号 工单号 诉求编号 事项编号 信件编号 来信编号 受理编号 案件编号 问题编号
        任务号 service_request_id request_id case_id case_enquiry_id ticket_id report_id unique_key
        sr_number case_number 编号 id 序号 row no
    """),
    "sender": _words("""
        是否匿名 匿名/实名 匿名 anonymous is_anonymous 留言用户 留言人 用户 诉求人 来电人 反映人
        发布人 来信人 姓名 user username sender author submitted_by
    """),
    "title": _words("""
        留言主题 留言标题 诉求标题 工单标题 信件标题 来信标题 事项标题 问题标题 标题 主题 题目 title
        subject summary headline case_title
    """),
    "text": _words("""
        留言详情 留言内容 投诉件内容 诉求内容 工单内容 诉求详情 诉求描述 反映内容 来信内容 信件内容
        来电内容 事项内容 事件描述 问题描述 问题内容 主要内容 详细内容 投诉内容 内容 详情 描述 正文
        留言 文本 description text message content body details comment comments complaint
        complaint_description request_description tokens
    """),
    "said_at": _words("""
        留言时间 留言日期 来电时间 来信时间 诉求时间 投诉时间 反映时间 提交时间 受理时间 登记时间
        创建时间 发布时间 受理日期 登记日期 提交日期 日期 时间 requested_datetime said_at
        date_created created_date created_at created creation_date open_dt opened date_opened
        submitted_at received_at datetime date time timestamp
    """),
    "kind": _words("""
        性质 诉求类型 留言类型 信件类型 来信类型 工单类型 诉求性质 诉求种类 kind type request_type
        message_type 类型
    """),
    "category": _words("""
        一级标签 一级分类 一级类别 问题分类 诉求分类 问题类型 问题类别 事项分类 内容分类 所属领域
        领域 分类 类别 标签 service_name category domain label topic complaint_type service
        department_category reason
    """),
    "subcategory": _words("""
        二级标签 二级分类 二级类别 三级标签 三级分类 子类 小类 subcategory sub_category descriptor
        subtype
    """),
    "department": _words("""
        承办单位 主办单位 办理单位 责任单位 答复单位 回复单位 处理单位 受理单位 承办部门 责任部门
        处理部门 答复部门 回复部门 部门 agency_responsible department agency agency_name responsible
        assigned_to
    """),
    "reply": _words("""
        答复意见 答复内容 回复内容 办理结果 处理结果 办理情况 答复 回复 回复1 官方回复 处理意见
        办结意见 status_notes reply answer response resolution resolution_description closure_reason
    """),
    "reply_at": _words("""
        答复时间 答复日期 回复时间 回复日期 办结时间 办结日期 完成时间 处理时间 reply_time
        replied_at reply_at answered_at response_date closed_date closed_dt closed_at date_closed
        resolved_at updated_datetime
    """),
    "reply_days": _words("""
        办理天数 答复天数 回复天数 办理用时 最终回复-投诉事件 days_to_reply days_to_close
        response_days
    """),
    "due": _words("""
        办理时限 办理期限 办结时限 办结期限 处理时限 答复时限 时限要求 时限 期限 截止时间 截止日期
        到期时间 应办结时间 要求办结时间 due due_date
        expected_datetime sla_date sla_target_dt deadline
    """),
    "callback": _words("""
        回访结果 回访情况 满意度 是否满意 群众评价 评价结果 评价 callback call_back satisfaction
        rating
    """),
    "callback_at": _words("""
        回访时间 回访日期 评价时间 评价日期 callback_at callback_date callback_time rated_at rating_date
    """),
    "place": _words("""
        所属区域 所属地区 所属辖区 事发区域 事发区县 诉求区域 区县 区域 地区 辖区 属地 乡镇街道 街道
        乡镇 社区 村 河流 neighborhood neighbourhood district borough ward area location city
    """),
    "address": _words("""
        地址 事发地址 事发地点 诉求地址 详细地址 问题地点 发生地点 地点 位置 address address_string
        incident_address street_address location_street_name street
    """),
    "lat": _words("""
        纬度 lat latitude
    """),
    "long": _words("""
        经度 long lng lon longitude
    """),
    "up": _words("""
        点赞数 赞成数 支持数 点赞 赞同数 num_of_supporters up upvotes likes supporters votes
        num_votes
    """),
    "down": _words("""
        反对数 踩数 反对 down downvotes dislikes
    """),
    "status": _words("""
        状态 办理状态 工单状态 处理状态 当前状态 办结状态 status case_status
    """),
    "channel": _words("""
        信息来源 来源渠道 诉求来源 工单来源 受理渠道 渠道 来源 channel source origin
        open_data_channel_type method_received
    """),
    "media_url": _words("""
        附件 图片 照片 附件地址 media_url attachment_url photo image submittedphoto image_url
    """),
}

_BRACKETS = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_NOT_WORD = re.compile(r"[\W_]+")


def normal(heading: str) -> str:
    """The heading without what people vary: case, width, spaces, punctuation, remarks in brackets.

    >>> normal("匿名(1)/实名(0)"), normal("Date Created"), normal("信息 来源*")
    ('匿名实名', 'datecreated', '信息来源')
    """
    plain = unicodedata.normalize("NFKC", heading).casefold()
    bare = _NOT_WORD.sub("", _BRACKETS.sub("", plain))
    return bare or _NOT_WORD.sub("", plain)


_FIELD_OF: Mapping[str, tuple[str, int]] = {
    normal(heading): (field, rank) for field, headings in HEADINGS.items() for rank, heading in enumerate(headings)
}


def field_of(heading: str) -> str | None:
    """The field that this heading usually stands for."""
    known = _FIELD_OF.get(normal(heading))
    return known[0] if known else None


def recognise(headings: Sequence[str]) -> dict[str, int]:
    """Which field stands in which column (from 0); of two headings for one field the more telling wins."""
    best: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        field, rank = _FIELD_OF.get(normal(heading), (None, 0))
        if field is not None and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    return {field: column for field, (_, column) in best.items()}


def named(headings: Sequence[str], heading: str) -> int | None:
    """The column with this heading, exactly or but for case, width and punctuation."""
    if heading in headings:
        return list(headings).index(heading)
    wanted = normal(heading)
    return next((i for i, h in enumerate(headings) if normal(h) == wanted), None)
