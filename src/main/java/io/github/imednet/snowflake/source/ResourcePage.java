package io.github.imednet.snowflake.source;

import java.util.List;
import java.util.Map;

/**
 * One answer of any of the API's lists.
 *
 * @param page its index, from 0
 * @param totalElements how many entities the list has, as the answer announces
 * @param entities as the API sent them; numbers with a point are BigDecimal, so that no digit is lost
 * @param last whether it is the last one, with which every entity that was announced has come
 */
public record ResourcePage(int page, long totalElements, List<Map<String, Object>> entities, boolean last) {}
