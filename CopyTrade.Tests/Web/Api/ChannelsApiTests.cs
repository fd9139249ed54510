using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Api;

/// <summary>Channels of notifications over HTTP: secrets go in and never come out, and nothing goes inside the operator's network.</summary>
public sealed class ChannelsApiTests(ChannelsApiTests.Fixture fixture) : IClassFixture<ChannelsApiTests.Fixture>
{
    private const string Path = "/api/notifications/channels";

    private HostRig Rig => fixture.Rig;

    [Fact]
    public async Task Channel_MadeChangedAndRemoved_ShowsItsSigningSecretOnceAndItsAddressNever()
    {
        var made = await PostAsync("""{"kind":"WEBHOOK","name":"desk","address":"https://hooks.example.org/very-secret-path","told":["RULE_FIRED"],"digest":"HOURLY"}""");
        var channel = $"{Path}/{made.Json.GetProperty("id").GetString()}";

        Assert.Equal(201, made.Status);
        Assert.StartsWith("whsec_", made.Json.GetProperty("signingSecret").GetString(), StringComparison.Ordinal);
        Assert.Equal(("WEBHOOK", "desk", "HOURLY", "RULE_FIRED"), (Text(made, "kind"), Text(made, "name"), Text(made, "digest"), made.Json.GetProperty("told")[0].GetString()));
        var changed = await Rig.SendAsync(HttpMethod.Patch, channel, fixture.Key, """{"name":"night desk","address":"https://hooks.example.org/another-secret-path"}""");
        var told = await Rig.SendAsync(HttpMethod.Patch, channel, fixture.Key, """{"enabled":false}""");
        Assert.Equal((200, "night desk", 200, false), (changed.Status, Text(changed, "name"), told.Status, told.Json.GetProperty("enabled").GetBoolean()));
        var listed = await Rig.SendAsync(HttpMethod.Get, Path, fixture.Key);
        Assert.All([made.Body, changed.Body, told.Body, listed.Body], body => Assert.DoesNotContain("secret-path", body, StringComparison.Ordinal));
        Assert.DoesNotContain("whsec_", changed.Body + told.Body + listed.Body, StringComparison.Ordinal);
        (await Rig.SendAsync(HttpMethod.Post, channel + "/test", fixture.Key)).IsProblem(409, "channel_untested");
        Assert.Equal(204, (await Rig.SendAsync(HttpMethod.Delete, channel, fixture.Key)).Status);
        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Delete, channel, fixture.Key)).Status);
    }

    [Theory]
    [InlineData("WEBHOOK", "https://10.0.0.1/hook")]
    [InlineData("WEBHOOK", "https://169.254.169.254/latest/meta-data")]
    [InlineData("WEBHOOK", "https://[::ffff:127.0.0.1]/hook")]
    [InlineData("WEBHOOK", "http://hooks.example.org/hook")]
    [InlineData("WEBHOOK", "https://hooks.example.org:22/hook")]
    [InlineData("WAKE_UP", "https://localhost/hook")]
    [InlineData("DISCORD", "https://hooks.example.org/hook")]
    public async Task Address_InsideOrElsewhere_IsRefused(string kind, string address)
    {
        (await PostAsync($$"""{"kind":"{{kind}}","name":"a","address":"{{address}}","token":"t"}""")).IsProblem(400, "channel_invalid");
        var known = await PostAsync($$"""{"kind":"WEBHOOK","name":"b","address":"https://hooks.example.org/b"}""");
        if (kind == "WEBHOOK") (await Rig.SendAsync(HttpMethod.Patch, $"{Path}/{Text(known, "id")}", fixture.Key, $$"""{"address":"{{address}}"}""")).IsProblem(400, "channel_invalid");
        Assert.Equal(204, (await Rig.SendAsync(HttpMethod.Delete, $"{Path}/{Text(known, "id")}", fixture.Key)).Status);
    }

    [Theory]
    [InlineData("""{"kind":"PIGEON","name":"a","address":"https://hooks.example.org/a"}""", "field_invalid")]
    [InlineData("""{"kind":"WEBHOOK","name":"a","address":"https://hooks.example.org/a","told":["TEST"]}""", "field_invalid")]
    [InlineData("""{"kind":"WEBHOOK","name":"a","address":"https://hooks.example.org/a","digest":"WEEKLY"}""", "field_invalid")]
    [InlineData("""{"kind":"WEBHOOK","name":"","address":"https://hooks.example.org/a"}""", "channel_invalid")]
    public async Task Channel_ThatCannotBe_IsRefusedWithAReason(string body, string code) => (await PostAsync(body)).IsProblem(400, code);

    [Fact]
    public async Task Channel_OfSomebodyElse_IsNotFound()
    {
        var mine = await PostAsync("""{"kind":"WEBHOOK","name":"mine","address":"https://hooks.example.org/mine"}""");
        var path = $"{Path}/{Text(mine, "id")}";

        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Patch, path, fixture.Stranger, """{"enabled":false}""")).Status);
        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Post, path + "/test", fixture.Stranger)).Status);
        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Delete, path, fixture.Stranger)).Status);
        Assert.Empty((await Rig.SendAsync(HttpMethod.Get, Path, fixture.Stranger)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(202, (await Rig.SendAsync(HttpMethod.Post, path + "/test", fixture.Key)).Status);
    }

    [Fact]
    public async Task Key_ThatMayOnlyRead_ChangesNothing()
    {
        var reader = await Rig.KeyAsync("channel-reader@example.org", "notifications:read");

        Assert.Equal(200, (await Rig.SendAsync(HttpMethod.Get, Path, reader)).Status);
        Assert.Equal(403, (await Rig.SendAsync(HttpMethod.Post, Path, reader, """{"kind":"WEBHOOK","name":"a","address":"https://hooks.example.org/a"}""")).Status);
    }

    private Task<ApiReply> PostAsync(string body) => Rig.SendAsync(HttpMethod.Post, Path, fixture.Key, body);

    private static string? Text(ApiReply reply, string field) => reply.Json.GetProperty(field).GetString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal HostRig Rig { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        internal string Stranger { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui);
            (Key, Stranger) = (await Rig.KeyAsync("channels@example.org"), await Rig.KeyAsync("stranger@example.org"));
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
