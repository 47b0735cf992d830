import { language, t } from './language';

// The record's own words in Chinese; in English they read well enough once they are taken apart.
const REASONS: Record<string, string> = {
  completed: '正常结束', callerHungUp: '来电人挂机', agentHungUp: '座席挂机', abandoned: '排队中放弃', noMatch: '按键错误', noInput: '无按键', tooManyFailures: '失败过多', engineRestarted: '系统重启', rtpTimeout: '媒体中断',
  CONNECTOR: '业务系统故障', MEDIA: '语音故障', CONFIG: '配置错误', INTERNAL: '内部错误', blacklisted: '黑名单', barred: '限拨', hungUpBySupervisor: '班长挂断', databaseAway: '数据库不可用', lineFailed: '线路故障'
};

export function endReason(reason: string | null): string {
  if (!reason) return '';
  return said(reason, REASONS);
}

const STEPS: Record<string, string> = {
  say: '播放', menu: '菜单', collect: '输入', lookup: '查询', transfer: '转接', record: '录音', replay: '重听', queue: '排队', decide: '规则判断', hours: '工作时间', fax: '传真', set: '设定', centre: '中心资料', survey: '满意度', 'open-case': '开立工单',
  handle: '办理', review: '审核', 'call-back': '系统回拨', assign: '指派', return: '退单', extend: '延期', close: '办结', void: '作废', notify: '通知', urge: '催单'
};
const OUTCOMES: Record<string, string> = {
  done: '完成', ok: '成功', entered: '已输入', noInput: '无按键', noMatch: '按键错误', person: '转人工', agent: '已分配', joined: '已接通', answered: '已接通', busy: '忙', noAnswer: '无人接听', unreachable: '不通',
  refused: '拒接', ended: '已结束', open: '上班时间', closed: '非工作时间', holiday: '节假日', recorded: '已录音', nothing: '没有录到', queued: '已登记', unknownFile: '无此文件', found: '已找到', unknown: '未找到',
  decided: '已判断', noRule: '无适用规则', timeout: '超时', failed: '失败', none: '没有评价', opened: '已开立', assigned: '已指派', urged: '已催办', notFound: '没有找到', talked: '已通话', unavailable: '无人在岗', completed: '已听完', hungUp: '中途挂断', notReached: '没有接通', wrongPassword: '密码不对', running: '正在呼叫', callerHungUp: '座席挂机', calledBusy: '忙', calledNoAnswer: '无人接听', calledRefused: '拒接', calledUnreachable: '不通', rejected: '拒接', interrupted: '中断', calledAgain: '已再次来电', cancelled: '已取消', unserved: '无人可接', noQueue: '队列已撤销', forbidden: '不许呼叫', unknownPerson: '查无此人', call_ended: '通话结束', answeringMachine: '留言机接听'
};

export function stepName(step: string): string {
  return said(step, STEPS);
}

/** @param outcome a menu's key4 is the key itself */
export function outcomeName(outcome: string | null): string {
  const key = outcome?.match(/^key([0-9*#])$/);
  return key ? t('pressed', { key: key[1] }) : outcome ? said(outcome, OUTCOMES) : '';
}

/** What came of a call that we made. */
export function callResult(result: string): string {
  return said(result, { ...REASONS, ...OUTCOMES });
}

function said(word: string, zh: Record<string, string>): string {
  return language.value === 'zh' ? zh[word] ?? word : word.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
