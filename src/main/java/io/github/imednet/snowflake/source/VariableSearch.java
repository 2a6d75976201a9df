package io.github.imednet.snowflake.source;

/**
 * The search for the variables that a page was edited for in the study's list of them.
 *
 * @param page the edited page
 * @param pass over the list of variables
 */
public record VariableSearch(Page page, ResourcePass pass) {}
