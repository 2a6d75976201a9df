@echo off
rem Starts imednet with the java of JAVA_HOME, or the one on the PATH, and the options in java.options beside this file. What
rem the working directory does not have (application.properties, routes) is taken from the folder above this one. All jars in
rem lib are on the class path, those too that were put there later.
setlocal
set "IMEDNET_JAVA=java"
if defined JAVA_HOME set "IMEDNET_JAVA=%JAVA_HOME%\bin\java"
for %%I in ("%~dp0..") do set "IMEDNET_HOME_DIR=%%~fI"
set IMEDNET_LOG=
if not defined LOG4J_CONFIGURATION_FILE if exist "%IMEDNET_HOME_DIR%\log4j2.properties" set IMEDNET_LOG="-Dlog4j2.configurationFile=%IMEDNET_HOME_DIR%\log4j2.properties"
rem Snowflake's driver loads a native library for its telemetry, and leaves an empty folder in the temporary one for each start.
if not defined SNOWFLAKE_DISABLE_MINICORE set SNOWFLAKE_DISABLE_MINICORE=true
"%IMEDNET_JAVA%" "@%~dp0java.options" "-Dimednet.home=%IMEDNET_HOME_DIR%" %IMEDNET_LOG% ^
    -cp "%IMEDNET_HOME_DIR%\imednet-snowflake.jar;%IMEDNET_HOME_DIR%\lib\*" ^
    io.github.imednet.snowflake.cli.ImednetCommand %*
exit /b %ERRORLEVEL%
