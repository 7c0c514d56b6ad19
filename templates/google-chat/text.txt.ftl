<#include "/shared/alert.txt.ftl">
