@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, as mvnw does elsewhere. What happens
rem when the pinned Maven is not there yet is in .mvn\wrapper\Fetch.java.
rem
rem   MVNW_REPOURL     a Maven repository to take it from, instead of the Apache archive
rem   MAVEN_USER_HOME  where it is kept, instead of .m2 in the user's profile
rem
rem A directory may have any name: so variables stand in quotes, and never in a block in parentheses, which
rem a parenthesis of theirs would end. Delayed expansion would take the ! out of them.
setlocal EnableExtensions DisableDelayedExpansion

set "java="
if defined JAVA_HOME goto java_home
for %%i in (java.exe) do set "java=%%~$PATH:i"
if not defined java goto no_java
goto java_known
:java_home
set "java=%JAVA_HOME%\bin\java.exe"
:java_known
if not exist "%java%" goto no_java

set "properties=%~dp0.mvn\wrapper\maven-wrapper.properties"
for /f "usebackq tokens=1,2 delims==" %%a in ("%properties%") do if "%%a"=="mavenVersion" set "version=%%b"
for /f "usebackq tokens=1,2 delims==" %%a in ("%properties%") do if "%%a"=="distributionSha512Sum" set "checksum=%%b"
set "kept=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "kept=%MAVEN_USER_HOME%"
set "dists=%kept%\wrapper\dists\apache-maven-%version%\%checksum:~0,8%"
set "run=%dists%\apache-maven-%version%\bin\mvn.cmd"
if exist "%run%" goto run

set "installed="
for %%i in (mvn.cmd) do set "installed=%%~$PATH:i"
"%java%" "%~dp0.mvn\wrapper\Fetch.java" "%version%" "%checksum%" "%dists%" "%installed%"
set "status=%errorlevel%"
if "%status%"=="0" goto run
if "%status%"=="1" goto no_jdk
if "%status%"=="3" exit /b 1
if not "%status%"=="2" exit /b %status%
set "run=%installed%"
goto run

:no_java
echo mvnw: no Java found: install a JDK, 17 or later, or set JAVA_HOME to one>&2
exit /b 1

:no_jdk
echo mvnw: "%java%" cannot run .mvn\wrapper\Fetch.java: install a JDK, 17 or later, or set JAVA_HOME to one>&2
exit /b 1

rem Maven's script takes over here, and its exit status is that of this one. A call would come back, but expand
rem percent signs in the arguments a second time. endlocal keeps the variables of this script from Maven.
:run
endlocal & "%run%" %*
