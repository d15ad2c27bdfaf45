@echo off
rem Pulumi starts this as the provider "courier".
where node >nul 2>nul
if errorlevel 1 (
    echo pulumi-resource-courier: there is no Node.js on PATH: install Node.js 20.19 or later from https://nodejs.org 1>&2
    exit /b 1
)
node "%~dp0start.cjs" %*
