namespace CopyTrade.Web.Cli;

/// <summary>A verb cannot do what was asked; the message is the one line that its user reads.</summary>
internal sealed class CliFailure(string message) : Exception(message);
