using System.Data;
using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Exports;

/// <summary>
/// Writes a pool in one of the formats. The file is written to a temporary file first: only at its end it is known what it
/// holds, and an export that must be refused is refused before its first byte is sent.
/// </summary>
internal sealed class PoolExport(NpgsqlDataSource source)
{
    /// <summary>Returns the file; null if there is no such pool.</summary>
    /// <exception cref="ExportRefusedException">The pool cannot be written in this way.</exception>
    public async Task<ExportedFile?> Write(string pool, ExportRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        var stored = await connection.QuerySingle<Pool>(
            "select id, revision from dataset.pools where name = @pool",
            new { pool },
            cancellationToken
        );
        if (stored is null)
        {
            return null;
        }

        var models = await Models(connection, stored.Id, request, cancellationToken);
        var sets = await ProblemSets.Load(connection, request.Options.NotIn ?? [], cancellationToken);
        var count = new ExportCount(request, sets);
        var rows = new ExportRows(connection, stored.Id, request, models);
        var file = Temporary();
        try
        {
            var hash = await Spool(file, request, count, rows, cancellationToken);
            return new(file, count.Summary(pool, stored.Revision, models, file.Length, hash));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the SHA-256 of the file.</summary>
    private static async Task<string> Spool(
        FileStream file,
        ExportRequest request,
        ExportCount count,
        ExportRows rows,
        CancellationToken cancellationToken
    )
    {
        if (request.Layout == RecordLayout.Parquet)
        {
            await using var lines = Temporary();
            var layout = request.Writer.Layout == RecordLayout.Problems ? RecordLayout.Problems : RecordLayout.Lines;
            await Records(lines, layout, request, count, rows, cancellationToken);
            await ParquetFile.Write(lines, file, cancellationToken);
        }
        else if (request.Gzip)
        {
            await using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
            await Records(compressed, request.Layout, request, count, rows, cancellationToken);
        }
        else
        {
            await Records(file, request.Layout, request, count, rows, cancellationToken);
        }

        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        file.Position = 0;
        return hash;
    }

    private static async Task Records(
        Stream to,
        RecordLayout layout,
        ExportRequest request,
        ExportCount count,
        ExportRows rows,
        CancellationToken cancellationToken
    )
    {
        var buffered = new BufferedStream(to, 64 << 10);
        var records = new RecordFile(buffered, layout);
        var byProblem = layout is RecordLayout.Problems or RecordLayout.Groups;
        await foreach (var (id, problem, solution) in rows.Read(byProblem, cancellationToken))
        {
            if (!count.Takes(id, problem, solution))
            {
                continue;
            }

            if (solution is not null)
            {
                count.Wrote(
                    id,
                    solution,
                    solution.Labels?.Fractions == true && !request.Writer.Fractions
                        ? Unwritten.Fraction
                        : records.Add(id, problem, json => request.Writer.Write(json, solution, request.Neutral))
                );
            }
            else if (layout == RecordLayout.Problems)
            {
                records.Begin(id, problem);
                count.Wrote(id);
            }
        }

        records.End();
        await buffered.FlushAsync(cancellationToken);
    }

    private static async Task<List<ExportModel>> Models(
        NpgsqlConnection connection,
        long pool,
        ExportRequest request,
        CancellationToken cancellationToken
    )
    {
        var names = request.Options.Model ?? [];
        if (!request.Writer.Scores)
        {
            return names.Length == 0
                ? []
                : throw new ExportRefusedException($"model: the format {request.Format} has no place for scores.");
        }

        if (names.Length == 0)
        {
            return await connection.Query<ExportModel>(
                "select id, name, kind, classes from dataset.models where pool_id = @pool order by id",
                new { pool },
                cancellationToken
            );
        }

        List<ExportModel> models = [];
        foreach (var name in names)
        {
            models.Add(
                await connection.QuerySingle<ExportModel>(
                    """
                    select id, name, kind, classes from dataset.models
                    where (pool_id = @pool or pool_id is null) and kind <> 'language'
                        and (name = @name or version = @name or name || '@' || version = @name)
                    order by pool_id nulls last, registered desc, id desc limit 1
                    """,
                    new { pool, name },
                    cancellationToken
                )
                    ?? throw new ExportRefusedException(
                        $"model: there is no reward model '{name}'; ./platform models lists them."
                    )
            );
        }

        return models;
    }

    private static FileStream Temporary() =>
        new(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );

    private sealed record Pool(long Id, long Revision);
}

/// <summary>A file that was exported; it is deleted when it is disposed.</summary>
internal sealed record ExportedFile(Stream Content, ExportSummary Summary) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
