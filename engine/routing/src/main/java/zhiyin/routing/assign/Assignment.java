package zhiyin.routing.assign;

import java.util.Map;

/**
 * This person gets this contact.
 *
 * @param reason in words, by language (zh, en), such as 优先级 100（VIP 客户）；已等待 35 秒；4 名空闲人员中空闲最久（4 分 10 秒）
 */
public record Assignment(String contactId, String personId, Map<String, String> reason) { }
