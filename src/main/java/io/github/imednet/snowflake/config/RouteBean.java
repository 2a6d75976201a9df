package io.github.imednet.snowflake.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that is public because the built-in routes make it by its name. It is not an API: it may change with
 * every release. What routes and programs may rely on is on the page of contracts.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RouteBean {}
