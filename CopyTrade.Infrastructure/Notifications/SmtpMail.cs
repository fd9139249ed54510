namespace CopyTrade.Infrastructure.Notifications;

/// <summary>One mail of plain text.</summary>
/// <param name="Server">Host and port.</param>
/// <param name="User">Null to send without signing in.</param>
/// <param name="Password">Of the user.</param>
/// <param name="From">Who sends.</param>
/// <param name="To">Who receives.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Lines.</param>
/// <param name="Id">Stays over all attempts, so that a mail server can tell a repetition.</param>
internal sealed record SmtpMail((string Host, int Port) Server, string? User, string? Password, string From, string To, string Subject, string Text, string Id)
{
    public override string ToString() => $"mail {Id}";
}
