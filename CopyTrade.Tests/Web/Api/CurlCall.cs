namespace CopyTrade.Tests.Web.Api;

/// <summary>One call of a document and what the host answered.</summary>
internal sealed record CurlCall(string Command, int Status, string Body);
