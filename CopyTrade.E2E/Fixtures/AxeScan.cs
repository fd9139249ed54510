using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>
/// axe-core within the page itself. Only what is broken leaves the page: with every rule that passed and every element it
/// passed for, as the package's own binding carries them, a scan takes more than twice as long.
/// </summary>
internal static class AxeScan
{
    private const string IsThere = "() => 'axe' in window";

    private const string Run = """
        async only => {
          const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: { type: 'rule', values: [only] } }) });
          return violations.filter(v => v.impact === 'serious' || v.impact === 'critical').flatMap(v => v.nodes.map(n => `${v.id} ${v.help}: ${n.html}`)); }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Serious and critical violations on the page as it stands.</summary>
    /// <param name="page">Scanned at its size and in its theme.</param>
    /// <param name="only">One rule; null for all.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, string? only = null)
    {
        if (!await page.EvaluateAsync<bool>(IsThere)) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run, only);
    }
}
