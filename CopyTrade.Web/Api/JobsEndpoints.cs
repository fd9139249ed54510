using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/jobs</c>: with <c>?status=</c> the durable jobs of the account (R4.20), without it recurring jobs, for operators.</summary>
internal static class JobsEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/jobs", (HttpContext http, [FromServices] IJobsBoard board, [FromServices] IHarness harness, CancellationToken ct) =>
            http.Request.Query.ContainsKey("status") ? AlertsEndpoints.JobsAsync(http, harness, ct) : RecurringAsync(board, ct)).WithTags("Jobs").RequireAuthorization(ApiPolicies.EitherJobs).Produces<Listing<JobAnswer>>();
        var jobs = api.MapGroup("/api/jobs").WithTags("Jobs").RequireScope(ApiKeyScope.JobsWrite);
        jobs.MapGet("recurring", ([FromServices] IJobsBoard board, CancellationToken ct) => RecurringAsync(board, ct)).Produces<Listing<JobAnswer>>();
        jobs.MapPost("{name}/run", (HttpContext http, string name, [FromServices] IJobsBoard board, CancellationToken ct) => Done(board.RunNowAsync(name, By(http), ct))).Produces(StatusCodes.Status204NoContent);
        jobs.MapPost("{name}/pause", (HttpContext http, string name, [FromServices] IJobsBoard board, CancellationToken ct) => Done(board.PauseAsync(name, By(http), ct))).Produces(StatusCodes.Status204NoContent);
        jobs.MapPost("{name}/resume", (HttpContext http, string name, [FromServices] IJobsBoard board, CancellationToken ct) => Done(board.ResumeAsync(name, By(http), ct))).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> RecurringAsync(IJobsBoard board, CancellationToken ct) =>
        Results.Json(new Listing<JobAnswer>([.. (await board.ListAsync(ct)).Select(JobAnswer.Of)], Next: null));

    private static async Task<IResult> Done(Task<JobCommandResult> command) => await command switch
    {
        JobCommandResult.Done => Results.NoContent(),
        JobCommandResult.AlreadyRunning => ApiProblem.Of(StatusCodes.Status409Conflict, ApiCode.JobRunning, "The job runs right now."),
        _ => ApiProblem.NotFound("job"),
    };

    private static string By(HttpContext http) => http.User.Identity?.Name ?? "API key";

    private sealed record JobAnswer(string Name, string Does, string Schedule, bool IsPaused, DateTimeOffset? NextRunAt, RunAnswer? Last)
    {
        public static JobAnswer Of(JobRow row) => new(row.Name, row.Does, row.Schedule, row.IsPaused, row.NextRunAt, row.Last is { } last ? RunAnswer.Of(last) : null);
    }

    private sealed record RunAnswer(long Id, string Outcome, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Attempt, string? Error)
    {
        public static RunAnswer Of(JobRun run) => new(run.Id, run.Outcome.ToText(), run.StartedAt, run.FinishedAt, run.Attempt, run.Error);
    }
}
