using CopyTrade.Web.Cli;

return await CommandLine.RunAsync(args, CliEnvironment.Process);
