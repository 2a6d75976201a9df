package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.load.TableRun;

/** A run as the beans of the forms' views see it. */
public interface FormViewsRun extends TableRun {

    String id();

    FormViewsState formViews();
}
