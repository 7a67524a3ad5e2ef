namespace Platform.Cli.Progress;

/// <summary>Shows the progress of a long operation on standard error.</summary>
internal interface IProgressView
{
    void Show(IReadOnlyList<Bar> bars);

    /// <summary>Prints a sentence between the figures.</summary>
    void Note(string sentence);
}

internal static class ProgressView
{
    /// <summary>Runs the work with bars that redraw themselves on a terminal, and with occasional lines otherwise.</summary>
    public static Task<T> Run<T>(Session session, Func<IProgressView, Task<T>> work) =>
        session.Terminal.ErrorIsTerminal ? DrawnBars.Run(session, work) : work(new PlainLines(session));
}
