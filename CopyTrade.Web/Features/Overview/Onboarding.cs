using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Features.Wallets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Overview;

/// <summary>From nothing to a small live account in six steps, paper first. Nothing of it is remembered: where one stands follows from what is there, on any device, at any time.</summary>
public static class Onboarding
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The six steps in their order.</summary>
    public static IReadOnlyList<OnboardingStep> Of(VenueMode mode, WalletView wallet, IReadOnlyList<TargetCard> targets, ActivityCounts ever, DoctorView? doctor, DateTimeOffset now)
    {
        var isPaper = wallet.Connection is { SignatureType: SignatureType.Paper };
        var isLive = mode == VenueMode.Live && wallet.Connection is not null && !isPaper;
        var since = targets.Count == 0 ? (DateTimeOffset?)null : targets.Min(card => card.Target.CreatedAt);
        var tried = doctor is { Trial.Stage: CanaryStage.Done };
        OnboardingStep[] steps =
        [
            Start(mode, wallet.Connection is not null, isPaper),
            new("Follow one to three wallets", Done(targets.Count > 0), targets.Count > 0 ? $"You follow {Format.Count(targets.Count)}." : "Whose trades do you want to copy? The rules that you start from are yours to change.", targets.Count > 0 ? null : "Follow", "/targets?follow="),
            FirstDecision(targets, ever),
            new("Read the first day", Done(ever.Seen > 0 && since is { } began && now - began >= Day), Report(ever, since, now), ever.Seen > 0 ? "Read" : null, "/day"),
            new("Check a wallet, try one dollar", Done(tried), Trial(doctor, isPaper, tried), tried ? null : isPaper ? "Paper and live" : "Check", isPaper ? "/account#money" : "/wallet#doctor"),
            new("Go live with a small cap", Done(isLive && tried && wallet.Effective is not null), Promote(mode, isLive, wallet), isLive && tried && wallet.Effective is null ? "Set caps" : null, "/wallet"),
        ];
        var current = Array.FindIndex(steps, step => step.State != OnboardingState.Done);
        return [.. steps.Select((step, at) => at == current ? step with { State = OnboardingState.Now } : step)];
    }

    private static OnboardingState Done(bool isDone) => isDone ? OnboardingState.Done : OnboardingState.Next;

    // Until somebody trades there is the replay: nobody has to wait to see what rules do.
    private static OnboardingStep FirstDecision(IReadOnlyList<TargetCard> targets, ActivityCounts ever) => (ever.Seen, targets.MaxBy(card => card.Target.CreatedAt)) switch
    {
        ( > 0, _) => new("See the first decision", OnboardingState.Done, $"{Format.Count(ever.Seen)} seen: {Format.Count(ever.Copied)} copied, {Format.Count(ever.Skipped)} skipped. Each has its reason.", "See why", "/activity"),
        (_, { } newest) => new("See the first decision", OnboardingState.Next, "It appears below within a second or two of their next trade. Until then: their last 24 hours, by your rules.", "Replay", $"/targets/{newest.Target.Id}/day"),
        _ => new("See the first decision", OnboardingState.Next, "Right away for their last 24 hours, and within a second or two of their next trade."),
    };

    private static OnboardingStep Start(VenueMode mode, bool hasWallet, bool isPaper) => (mode, hasWallet) switch
    {
        (_, true) when isPaper => new("Start on paper", OnboardingState.Done, "Live prices, simulated fills. No key is needed."),
        (VenueMode.Demo, true) => new("Start with made-up money", OnboardingState.Done, "The demo venue gave some. Your caps bound what may be spent."),
        (_, true) => new("Start without risk", OnboardingState.Done, "A wallet is connected. Your caps bound what may be spent."),
        (VenueMode.Demo, false) => new("Start with made-up money", OnboardingState.Next, "One click makes a wallet at the demo venue. Nothing of it is real.", "Connect", "/wallet"),
        _ => new("Start on paper", OnboardingState.Next, "Live prices, simulated fills. No key is needed until you go live.", "Paper and live", "/account#money"),
    };

    private static string Report(ActivityCounts ever, DateTimeOffset? since, DateTimeOffset now) => (ever.Seen, since) switch
    {
        (0, _) or (_, null) => "What was copied, what was skipped, and why: the first thing to look at a day later.",
        (_, { } began) when now - began < Day => $"The first whole day is in {Format.Age(began + Day - now)}; what is there so far can be read now.",
        _ => "A whole day is in: copied, skipped and why.",
    };

    private static string Trial(DoctorView? doctor, bool isPaper, bool tried) => doctor switch
    {
        _ when tried => $"Bought and sold for {Format.UsdFine(doctor!.Trial!.Cost?.Amount)} in all.",
        _ when isPaper => "When paper looks right: a wallet of its own for copying, eleven checks, and a trade of one dollar.",
        { Run.IsClear: true } => "Every check is clear; a trade of one dollar shows that it works.",
        { Run: { EndedAt: not null } } => "The checks found something to put right.",
        _ => "Eleven checks say in one sentence each what is missing, then a trade of one dollar.",
    };

    private static string Promote(VenueMode mode, bool isLive, WalletView wallet) => (mode, isLive) switch
    {
        (_, true) when wallet.Effective is { } caps => $"Live, at most {Format.Usd(caps.PerOrder.Amount)} an order and {Format.Usd(caps.Daily.Amount)} in 24 hours.",
        (VenueMode.Demo, _) => "Not in a demo: an installation in Live mode begins with $1.00 an order.",
        (VenueMode.Paper, _) => "Not in this installation, which is for paper: one in Live mode begins with $1.00 an order.",
        _ => "Begins with $1.00 an order and $10.00 in 24 hours; the red banner says so on every page.",
    };
}
