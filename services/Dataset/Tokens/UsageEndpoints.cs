using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset.Tokens;

/// <summary>HTTP endpoints for the tokens that keys have used.</summary>
internal static class UsageEndpoints
{
    private const int LongestKey = 200;

    public static WebApplication MapUsage(this WebApplication app)
    {
        app.MapPost("/usage", Add)
            .RequireAuthorization(AccessSetup.Installation)
            .WithSummary("Adds tokens to what a key has used on a day, and returns all of that day");
        app.MapGet("/usage", (DateOnly day, UsageStore store, CancellationToken c) => store.List(day, c))
            .RequireAuthorization(AccessSetup.Administration)
            .WithSummary("The tokens that each key with a quota has used on a day (UTC)");
        return app;
    }

    private static async Task<IResult> Add(KeyUsage usage, UsageStore store, CancellationToken cancellationToken) =>
        WhyNot(usage) is { } reason
            ? Refusal.Invalid(reason)
            : Results.Ok(usage with { Tokens = await store.Add(usage, cancellationToken) });

    private static string? WhyNot(KeyUsage usage) =>
        usage.Tokens < 0 ? $"tokens: {usage.Tokens} is negative; give 0 or more."
        : string.IsNullOrEmpty(usage.Key) ? "key: missing; give the name of the key."
        : usage.Key.Length > LongestKey ? $"key: has {usage.Key.Length} characters; give at most {LongestKey}."
        : Storable.Reason([usage.Key]);
}
