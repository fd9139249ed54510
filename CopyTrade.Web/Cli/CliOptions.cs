using System.CommandLine;

namespace CopyTrade.Web.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class CliOptions
{
    public static readonly Option<string> Email = new("--email") { Description = "E-mail address of the account.", Required = true };
}
