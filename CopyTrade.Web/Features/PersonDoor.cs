using CopyTrade.Web.Identity;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;
using Radzen;

namespace CopyTrade.Web.Features;

/// <summary>Asks at a live page who it is. Whether the answer is right is for whoever does the act to check.</summary>
public sealed class PersonDoor(DialogService dialogs, IStepUp stepUp, CurrentTenant tenants)
{
    /// <summary>What was given; null when the act is not to be done. Somebody without password and code is not asked.</summary>
    /// <param name="title">The question.</param>
    /// <param name="says">Why it is asked, in a sentence.</param>
    /// <param name="act">The button that does it, by what it does.</param>
    public async Task<PersonAnswer?> AskAsync(string title, string says, string act)
    {
        var (password, code) = await stepUp.AsksForAsync((await tenants.GetAsync()).Owner);
        if (!password && !code) return new PersonAnswer("", "");
        return await dialogs.OpenAsync<PersonConfirm>(title, new()
        {
            [nameof(PersonConfirm.Says)] = says,
            [nameof(PersonConfirm.Act)] = act,
            [nameof(PersonConfirm.AsksPassword)] = password,
            [nameof(PersonConfirm.AsksCode)] = code,
        }, Confirm.Options) as PersonAnswer;
    }
}
