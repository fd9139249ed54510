namespace CopyTrade.Web.Features.Alerts;

/// <summary>Which of the pages about alerts is shown.</summary>
public enum AlertsView
{
    Alerts,
    Jobs,
    Executions,
    Sources,
}
