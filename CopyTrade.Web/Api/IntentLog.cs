namespace CopyTrade.Web.Api;

internal static partial class IntentLog
{
    [LoggerMessage(EventId = 6051, Level = LogLevel.Error, Message = "An intent could not be stored.")]
    public static partial void NotStored(ILogger logger, Exception exception);
}
