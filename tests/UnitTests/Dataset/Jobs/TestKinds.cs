using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset.Jobs;

/// <summary>A request of the test kinds.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Items">Work items of the first stage.</param>
/// <param name="Children">Number of work items of each child job that the second stage starts and waits for.</param>
/// <param name="Then">Work items of the job that this one starts before it completes; null for none.</param>
/// <param name="Refused">True if the job is not admitted.</param>
internal sealed record TestRequest(
    Guid? Id = null,
    int Items = 0,
    int[]? Children = null,
    int? Then = null,
    bool Refused = false
);

/// <summary>A command of the test kinds.</summary>
public sealed record Work(int Number);

public sealed record TestAccepted(Guid Job);

public sealed record TestRejected(Guid Job, IReadOnlyList<string> Reasons);

public sealed record TestEnded(Guid Job, string State, IReadOnlyList<string> Reasons);

/// <summary>A job of jobs: a stage with items, a stage that waits for child jobs, and a next job.</summary>
internal sealed class TestKind(Submissions submissions) : JobKind
{
    public const string Working = "work";
    public const string Waiting = "wait";

    public override string Name => "test";

    public override JobRequest Read(byte[] body)
    {
        var request = JsonSerializer.Deserialize<TestRequest>(body, JsonSerializerOptions.Web)!;
        return new(request.Id, request, Encoding.UTF8.GetString(body), [], Encoding.UTF8.GetString(body));
    }

    public override Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(
            new Admission(((TestRequest)request.Value).Refused ? ["refused"] : [], (_, _, _) => Task.CompletedTask)
        );

    public override async Task<Transition> Next(
        NpgsqlConnection connection,
        Job job,
        CancellationToken cancellationToken
    )
    {
        var request = await Request(connection, job.Id, cancellationToken);
        switch (job.Stage)
        {
            case null:
                await connection.Execute(
                    "insert into dataset.work_items (job_id, kind, count) select @Id, 'work', 1 from generate_series(1, @Items)",
                    new { job.Id, request.Items },
                    cancellationToken
                );
                return Transition.Enter(Working);
            case Working:
                foreach (int items in request.Children ?? [])
                {
                    await Start(connection, new(Items: items, Refused: items < 0), job.Id, cancellationToken);
                }

                return Transition.Enter(Waiting);
            default:
                if (request.Then is { } then)
                {
                    await Start(connection, new(Items: then), job.Id, cancellationToken);
                }

                var reasons = await WorkItems.Reasons(connection, job.Id, cancellationToken);
                return reasons.Count == 0 ? Transition.Complete : Transition.Fail(reasons);
        }
    }

    public override Task<object> Accepted(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new TestAccepted(job));

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new TestRejected(job, reasons);

    public override Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) => Task.FromResult<object>(new TestEnded(job.Id, job.State, job.Reasons));

    private async Task Start(
        NpgsqlConnection connection,
        TestRequest request,
        Guid parent,
        CancellationToken cancellationToken
    ) =>
        await submissions.Start(
            connection,
            this,
            JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web),
            parent,
            cancellationToken
        );

    private static async Task<TestRequest> Request(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        JsonSerializer.Deserialize<TestRequest>(
            (
                await connection.QuerySingle<string>(
                    "select request from dataset.jobs where id = @job",
                    new { job },
                    cancellationToken
                )
            )!,
            JsonSerializerOptions.Web
        )!;
}

internal sealed class TestWork() : WorkKind("work", "test-work", TimeSpan.FromMinutes(1), 3)
{
    private int _commands;

    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, _ => new Work(Interlocked.Increment(ref _commands)), cancellationToken);
}

internal static class TestKinds
{
    public static void Add(IServiceCollection services) => services.AddJobKind<TestKind>().AddWorkKind<TestWork>();
}
