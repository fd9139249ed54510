using System.Text.Json;

namespace CopyTrade.Tests.Web.Hosting;

internal sealed record ApiReply(int Status, string MediaType, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A problem document with this code, and nothing of our insides in it.</summary>
    public void IsProblem(int status, string code)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("detail").GetString()));
        Assert.DoesNotContain("Exception", Body);
        Assert.DoesNotContain("   at ", Body);
    }
}
