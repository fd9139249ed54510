namespace CopyTrade.Tests.Web.Cli;

internal sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>Failed, and said so in one line without a stack trace.</summary>
    public void RefusedWith(string words)
    {
        Assert.NotEqual(0, Code);
        Assert.Single(Error.Split('\n'));
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Unexpected failure", Error);
        Assert.Contains(words, Error);
        Assert.Equal("", Output);
    }

    /// <summary>Printed its findings, then failed and said so in one line.</summary>
    public void RefusedButPrinted(string words)
    {
        Assert.NotEqual(0, Code);
        Assert.Single(Error.Split('\n'));
        Assert.Contains(words, Error);
        Assert.NotEqual("", Output);
    }

    public void Done()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, Code);
    }
}
