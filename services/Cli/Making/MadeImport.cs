using System.IO.Pipelines;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Making;

/// <summary>Imports made-up problems while they are made.</summary>
internal static class MadeImport
{
    /// <summary>Sends the lines; what is stored already is not imported twice.</summary>
    public static async Task<ImportResult> Send(
        Session session,
        MadePool made,
        string pool,
        CancellationToken cancellationToken
    )
    {
        using var dataset = new DatasetConnection(session);
        return await ProgressView.Run(
            session,
            async view =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var pipe = new Pipe();
                var writing = made.Write(
                    pipe.Writer,
                    done => view.Show([new Bar(made.Unit, done, made.Total)]),
                    stop.Token
                );
                try
                {
                    return await dataset.AskAtLength(
                        api => api.Import(pool, "pool", pipe.Reader.AsStream(), cancellationToken),
                        "Repeat the command: what has arrived is recognised and not imported twice.",
                        cancellationToken
                    );
                }
                finally
                {
                    await stop.CancelAsync();
                    await writing.ContinueWith(
                        _ => { },
                        CancellationToken.None,
                        TaskContinuationOptions.None,
                        TaskScheduler.Default
                    );
                }
            }
        );
    }
}
