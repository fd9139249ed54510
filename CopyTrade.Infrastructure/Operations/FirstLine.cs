namespace CopyTrade.Infrastructure.Operations;

/// <summary>A failure in one line: what follows the first of a message are details.</summary>
public static class FirstLine
{
    public static string Of(Exception exception) => exception.Message.Split('\n', 2)[0].Trim();
}
