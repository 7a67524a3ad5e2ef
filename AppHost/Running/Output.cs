using System.Text.RegularExpressions;

namespace Platform.AppHost.Running;

/// <summary>Prints lines of the AppHost and, without a dashboard, of every resource, each after its writer's name.</summary>
internal sealed partial class Output : IDisposable
{
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
    private readonly bool _colour;
    private readonly Lock _turn = new();
    private readonly List<string> _names = ["apphost"];
    private readonly TextWriter _writer;

    /// <param name="file">Null: standard output.</param>
    public Output(string? file)
    {
        _writer = file is null ? Console.Out : TextWriter.Synchronized(new StreamWriter(file, append: true));
        _colour = file is null && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;
    }

    public void State(string text) => Line("apphost", text);

    public void Line(string name, string text)
    {
        int colour;
        lock (_turn)
        {
            if (!_names.Contains(name))
            {
                _names.Add(name);
            }
            colour = Colours[_names.IndexOf(name) % Colours.Length];
        }
        string padded = name.PadRight(13);
        Plain(_colour ? $"\e[{colour}m{padded} |\e[0m {text}" : $"{padded} | {Escapes().Replace(text, "")}");
    }

    public void Plain(string text)
    {
        lock (_turn)
        {
            try
            {
                _writer.WriteLine(text);
                _writer.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The reader of the output is gone. Only a signal stops the platform, not a closed pipe.
            }
        }
    }

    public void Dispose()
    {
        if (_writer != Console.Out)
        {
            _writer.Dispose();
        }
    }

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]")]
    private static partial Regex Escapes();
}
