/** Everything that can go wrong on purpose, with the sentence people read: what happened and what to do. */
export const ERROR_MESSAGES = {
  INVALID_INPUT: '填写的内容有误，请检查后再提交',
  UNKNOWN_ACTION: '小程序版本过旧，请关闭后重新打开',
  UNKNOWN_CATEGORY: '这个诉求类别已调整，请重新选择类别',
  UNKNOWN_PLACE: '您选的楼栋或地点刚刚调整过，请重新选择地点',
  CONSENT_NEEDED: '请先阅读并同意个人信息处理说明',
  FOREIGN_FILE: '照片没有上传成功，请删除后重新添加',
  OUTSIDE_TOWN: '这个地点不在本街道范围内，请拨打 12345 反映，您填写的内容已为您保留',
  NOT_FOUND: '没有找到这条诉求，请返回列表后重试',
  NOT_ALLOWED: '您没有权限进行此操作',
  WRONG_STATUS: '诉求状态已变化，请刷新后再试',
  DECISION_PENDING: '这件诉求已有一项申请在等审批，请等结果出来或先收回',
  DATE_PAST: '日期要选在今天之后，请重新选择',
  UPDATE_TOO_LATE: '最迟 30 天内要再告知居民一次进展，请选近一些的日期',
  UPDATE_NEEDED: '列入计划的诉求要写明下次告知进展的日期，请选择日期',
  EXTENDED_ENOUGH: '本轮办理已延期两次，不能再延期，需要更久请申请列入计划',
  OBJECTED_ALREADY: '这件诉求已提过派单异议，如仍不合适请申请交接',
  OBJECTION_LATE: '派单异议要在派单后 4 个工作小时内提出，请改为申请交接',
  NOT_CLEARED: '这个类别涉及受限事项，您没有相应权限，请先申请派单异议或交接',
  SAME_CATEGORY: '类别没有变化，请选择另一个类别',
  DISPUTE_LATE: '已经超过可以反映的时间，如对办理不满意请点“投诉办理”',
  ASKED_ENOUGH: '本轮办理已请居民补充过两次，请根据现有情况办理',
  NOBODY_TO_ASK: '这位居民没有使用微信，请打电话或上门询问',
  STAGE_DONE: '这个阶段已经记为完成，请刷新后再看',
  URGED_ALREADY: '您 24 小时内已经催办过，工作人员已收到提醒',
  COMPLAINED_ALREADY: '您 24 小时内已经投诉过，街道正在查看，请稍等',
  COVERED_ALREADY: '已经是这样安排的，请刷新后再看',
  UNDO_LATE: '撤回已超过 30 天，请重新提交诉求',
  LEAVE_INVALID: '请检查请假的起止时间，结束要晚于开始',
  DEPUTY_INVALID: '请另选一位在岗的网格员或社区协调员代管',
  NO_LEAVE: '这次请假已经结束或取消，请刷新后再看',
  STILL_WAITING: '还有在办诉求或待审批的事没有交接，请先处理完再办离岗',
  NOT_LEAVING: '请先登记离岗，再办理离岗手续',
  JOINED_ALREADY: '您已经在这件诉求里了，可以在“我的诉求”里查看进展',
  ALREADY_RATED: '您已经评价过了，感谢您的反馈',
  NOT_ASKED: '本次评价没有邀请您，如有意见请点“投诉建议”',
  RATING_CLOSED: '评价时间已过，如仍未解决，过几分钟可以在这里申请重新办理',
  FOLLOWED_UP: '您反映的已另立跟进诉求，请在“我的诉求”里查看，可以在那里申请重新办理',
  REOPEN_CLOSED: '办结已超过 30 天，请重新提交诉求',
  NO_CALL: '这条通知已不需要打电话，请刷新后再看',
  NO_PHONE: '这位居民没有留下电话，请通过回复或上门联系',
  UNKNOWN_STAFF: '没有找到这位工作人员，请刷新后再试',
  NOT_ELIGIBLE: '这位工作人员目前不能接手这件诉求，请另选一位',
  OWN_ACCESS: '不能停用自己的账号，请由另一位管理员操作',
  UNKNOWN_VERSION: '没有这个版本，请刷新后再试',
  OWNERS_LEFT: '有人在这个版本里已离任，但还有在办诉求，请先交接再切换',
  CODE_INVALID: '邀请码不正确或已失效，请向管理员索取新的邀请码',
  ALREADY_BOUND: '此微信已绑定工作身份，如需更换请联系管理员',
  BUSY: '现在同时操作的人较多，请稍等几秒再试一次',
  UNAVAILABLE: '系统暂时繁忙，内容已为您保留，请稍后再试',
  OFFLINE: '网络不太好，内容已为您保留，请稍后再试',
  INTERNAL: '系统开小差了，请稍后再试',
} as const;

export type ErrorCode = keyof typeof ERROR_MESSAGES;

/** An expected failure. `detail` is for our logs; people only ever see the message. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly userMessage: string = ERROR_MESSAGES[code],
  ) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'AppError';
  }
}
