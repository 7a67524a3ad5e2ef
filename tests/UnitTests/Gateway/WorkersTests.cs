using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Contracts;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Upstream;
using Platform.Kernels.Selection;

namespace Platform.UnitTests.Gateway;

/// <summary>What is recorded about generators and scorers, over a bus in memory.</summary>
public sealed class WorkersTests : IAsyncLifetime
{
    private const string Statement = "1 + 1?";

    private static readonly LanguageModel Unknown = new("a name that a client wrote", LanguageModel.Other);
    private static readonly string[] Classes = ["negative", "neutral", "positive"];
    private static readonly Verifier Verifier = new(
        "prm-chain",
        "00ff",
        ModelKind.Process,
        Classes,
        ClassColumns.Named(Classes)
    );
    private static readonly SampleSource Source = new("lm", "server", null, null, StepSplit.Newline);

    private readonly Measured _measured = new();
    private ServiceProvider _services = null!;
    private Workers _workers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddMassTransitTestHarness(x =>
                x.UsingInMemory(
                    (_, bus) =>
                    {
                        bus.ReceiveEndpoint(
                            Queues.GenerateInteractively,
                            e =>
                            {
                                e.Handler<GenerateSolutions>(c =>
                                    c.Message.Count > 0
                                        ? c.RespondAsync(Solutions(c.Message.Count))
                                        : throw new InvalidOperationException("no samples")
                                );
                                e.Handler<GenerateSteps>(c =>
                                    c.RespondAsync(
                                        new StepsGenerated(
                                            [
                                                new(0, 0, ["a"], StepEnd.Step, 5, Source),
                                                new(0, 1, ["b"], StepEnd.Step, 6, Source),
                                            ],
                                            null
                                        )
                                    )
                                );
                            }
                        );
                        bus.ReceiveEndpoint(
                            Queues.ScoreInteractively,
                            e =>
                                e.Handler<ScoreSolutions>(c =>
                                    c.RespondAsync(new SolutionsScored(c.Message.RewardModel, [], 0.1, 40))
                                )
                        );
                    }
                )
            )
            .BuildServiceProvider(true);
        var harness = _services.GetRequiredService<ITestHarness>();
        await harness.Start();
        _workers = new(
            new Requests(harness.Bus.CreateClientFactory()),
            harness.Bus,
            _measured.Metrics,
            NullLogger<Workers>.Instance
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _measured.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Answers_have_their_time_their_candidates_and_their_tokens()
    {
        await _workers.Generate(new GenerateSolutions(Statement, 0, 3, new()), Unknown, Left(), Token);
        await _workers.Generate(
            new GenerateSteps(Statement, [new([], 2, 1)], new()),
            new(null, "lm-chain"),
            Left(),
            Token
        );
        await _workers.Score(
            Verifier,
            Statement,
            [
                ["a"],
                ["b"],
            ],
            Left(),
            Token
        );

        Assert.Equal(
            [
                "gen_ai.client.operation.duration s gen_ai.operation.name=text_completion gen_ai.request.model=_OTHER",
                "gateway.candidates 3 kind=solution",
                "gen_ai.client.token.usage 7 gen_ai.operation.name=text_completion gen_ai.request.model=_OTHER gen_ai.token.type=input",
                "gen_ai.client.token.usage 30 gen_ai.operation.name=text_completion gen_ai.request.model=_OTHER gen_ai.token.type=output",
                "gen_ai.client.operation.duration s gen_ai.operation.name=text_completion gen_ai.request.model=lm-chain",
                "gateway.candidates 2 kind=step",
                "gen_ai.client.token.usage 11 gen_ai.operation.name=text_completion gen_ai.request.model=lm-chain gen_ai.token.type=output",
                "gen_ai.client.operation.duration s gen_ai.operation.name=score gen_ai.request.model=prm-chain",
                "gen_ai.client.token.usage 40 gen_ai.operation.name=score gen_ai.request.model=prm-chain gen_ai.token.type=input",
            ],
            _measured.Seen
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task An_answer_that_does_not_come_has_the_reason_and_no_tokens()
    {
        var none = new GenerateSolutions(Statement, 0, 0, new());
        await Assert.ThrowsAsync<Refused>(() => _workers.Generate(none, Unknown, Left(), Token));
        await Assert.ThrowsAsync<Refused>(() => _workers.Generate(none, Unknown, TimeSpan.Zero, Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _workers.Score(
                Verifier,
                Statement,
                [
                    ["a"],
                ],
                Left(),
                new(canceled: true)
            )
        );

        const string generator =
            "gen_ai.client.operation.duration s gen_ai.operation.name=text_completion gen_ai.request.model=_OTHER";
        Assert.Equal(
            [
                $"{generator} error.type=upstream_error",
                $"{generator} error.type=timeout",
                "gen_ai.client.operation.duration s gen_ai.operation.name=score gen_ai.request.model=prm-chain error.type=cancelled",
            ],
            _measured.Seen
        );
    }

    private static SolutionsGenerated Solutions(int count) =>
        new(
            [.. Enumerable.Range(0, count).Select(i => new GeneratedSolution(i, ["a"], true, Source))],
            null,
            new(7, 10 * count)
        );

    private static TimeSpan Left() => TimeSpan.FromSeconds(30);
}
