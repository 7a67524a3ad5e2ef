using Platform.Cli;

return await CommandLine.Run(args, Session.OfThisProcess());
