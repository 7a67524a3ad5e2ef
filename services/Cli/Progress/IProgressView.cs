namespace Platform.Cli.Progress;

/// <summary>Shows how long work goes on, on standard error.</summary>
internal interface IProgressView
{
    void Show(IReadOnlyList<Bar> bars);

    /// <summary>A sentence between the figures.</summary>
    void Note(string sentence);
}

internal static class ProgressView
{
    /// <summary>Runs the work under bars that redraw themselves, or under sparse lines where nobody watches.</summary>
    public static Task<T> Run<T>(Session session, Func<IProgressView, Task<T>> work) =>
        session.Terminal.ErrorIsTerminal ? DrawnBars.Run(session, work) : work(new PlainLines(session));
}
